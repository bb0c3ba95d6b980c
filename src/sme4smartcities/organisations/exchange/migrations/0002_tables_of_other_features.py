from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="about",
            field=models.CharField(default="organisations", max_length=13),
        ),
    ]
