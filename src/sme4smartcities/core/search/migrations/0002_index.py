from typing import Any

from django.db import migrations

from sme4smartcities.core.search.engines import postgresql, sqlite

ENGINES = {"sqlite": sqlite, "postgresql": postgresql}


def install(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(ENGINES[schema_editor.connection.vendor].INSTALL)


def remove(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(ENGINES[schema_editor.connection.vendor].REMOVE)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(install, remove)]
