"""How text that a spreadsheet program would run as a formula is made harmless, and restored.

A leading apostrophe keeps it text. Text that has apostrophes before such a start gets one more,
so that taking one away restores every text exactly.
"""

import re

STARTS = "=+\\-@\t\r\n\0＝＋－＠"
_live = re.compile(rf"[{STARTS}]")
_guarded = re.compile(rf"\A'+[{STARTS}]")
_negative_number = re.compile(r"-\d+([.,]\d+)?", re.ASCII)


def is_live(text: str) -> bool:
    """Say whether a program that takes the text as typed could run it; a negative number it cannot."""
    return bool(_live.match(text)) and not _negative_number.fullmatch(text)


def guarded(text: str) -> str:
    return f"'{text}" if is_live(text) or _guarded.match(text) else text


def restored(cell: str) -> str:
    return cell[1:] if _guarded.match(cell) else cell
