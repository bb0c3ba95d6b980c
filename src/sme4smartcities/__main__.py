"""The ``sme4sc`` command: Django's management commands with this platform's settings."""

import os
import sys

from sme4smartcities.core.memory import give_back_early


def main() -> None:
    """Run one management command; ``run`` chooses its settings by its own arguments."""
    give_back_early()
    if sys.argv[1:2] == ["run"]:
        from sme4smartcities.config import local  # noqa: PLC0415 (before any setting is read)

        local.main(sys.argv[2:])
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (settings first)

    execute_from_command_line(["sme4sc", *sys.argv[1:]])


if __name__ == "__main__":
    main()
