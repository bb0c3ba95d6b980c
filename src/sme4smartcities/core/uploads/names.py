"""What a file is called when it leaves: the uploader's words, without anything that could act."""

import re
import unicodedata

_folders = re.compile(r"[/\\]")
_unwanted = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff/\\:*?\"<>|;%#\ud800-\udfff]+")  # fmt: skip
LONGEST = 80


def _last(name: str) -> str:
    """Give the name without the folders that old browsers and our own programs send with it."""
    return _folders.split(unicodedata.normalize("NFC", name))[-1]


def stem(name: str) -> str:
    """Give the name without its folders and ending, in letters that no system trips over."""
    last = _last(name)
    clean = _unwanted.sub(" ", last.rpartition(".")[0] or last)
    words = "-".join(clean.replace(".", " ").split())
    return words[:LONGEST].strip("-") or "file"


def served_as(name: str, ending: str) -> str:
    return f"{stem(name)}.{ending}"


def kept(name: str) -> str:
    """Give the name as it is shown: the file's own, without control characters, not too long."""
    return _unwanted.sub(" ", _last(name))[-255:].strip() or "file"
