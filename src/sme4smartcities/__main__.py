"""The ``sme4sc`` command: Django's management commands with this platform's settings."""

import os
import secrets
import sys

from sme4smartcities.core.memory import give_back_early

# Commands about a checkout's own files: there is no installation that they could ask for settings.
OF_THE_CHECKOUT = ("catalogues", "mission_table")


def main() -> None:
    """Run one management command; ``run`` chooses its settings by its own arguments."""
    give_back_early()
    if sys.argv[1:2] == ["run"]:
        from sme4smartcities.config import local  # noqa: PLC0415 (before any setting is read)

        local.main(sys.argv[2:])
        return
    if sys.argv[1:2] and sys.argv[1] in OF_THE_CHECKOUT:
        os.environ.update(SME4SC_MODE="local", SME4SC_SECRET_KEY=secrets.token_urlsafe(64))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (settings first)

    execute_from_command_line(["sme4sc", *sys.argv[1:]])


if __name__ == "__main__":
    main()
