"""The ``sme4sc`` command: Django's management commands with this platform's settings."""

import os
import sys


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (settings first)

    execute_from_command_line(["sme4sc", *sys.argv[1:]])


if __name__ == "__main__":
    main()
