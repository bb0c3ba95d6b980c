from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0003_what_members_may_read")]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="languages",
            field=models.TextField(db_default="", default=""),
        ),
        migrations.AddField(
            model_name="searchrow",
            name="places",
            field=models.TextField(db_default="", default=""),
        ),
    ]
