"""Read SME4SC_* variables; a wrong value stops the start and names the variable."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(f"SME4SC_{name}", default)


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"SME4SC_{name}: say 1 or 0, not {value!r}")
    return value in TRUE


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.strip().isdigit():
        raise ImproperlyConfigured(f"SME4SC_{name}: give a whole number, not {value!r}")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"SME4SC_{name}: say {' or '.join(choices)}, not {value!r}")
    return value


def file(name: str, endings: tuple[str, ...]) -> Path | None:
    """Find a file that must exist and end so; None where no file is named."""
    if not text(name):
        return None
    path = Path(text(name)).expanduser().resolve()
    if not path.is_file() or path.suffix not in endings:
        raise ImproperlyConfigured(
            f"SME4SC_{name}: name a file that ends in {' or '.join(endings)}"
        )
    return path
