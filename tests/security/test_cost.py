"""No text is so built that a pattern of ours takes long over it."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import sme4smartcities
from sme4smartcities.core.richtext import render

LONGEST = (
    0.1  # seconds of this process for 50,000 signs; what grows evenly needs a fifth for 10,000
)
PIECES = (
    "a", "A", "0", " ", "\t", "\n", ".", ",", ";", ":", "-", "_", "'", '"', "(", "[", "{", "<", ">",
    "/", "\\", "*", "#", "%", "@", "=", "|", "é", "א", "ع", "٣", "\u200b", "\u0301", "。", "字",
    "a.", "a-", "a'", "a b", "a,", "0.", "-0", '""', "''", "a;b\n", " \n", "\r\n", "://",
    "https://", "https://a.", ").", ".*_", "<a ", "</", "{a:b}", "/*", "*/", "@media{", "sep=", "a (",
    "/ObjStm ", "stream\n", "/JavaScript", "TargetMode=", "2026-01-01", "%20", "&#", "“", "«", "„",
)  # fmt: skip
SKIPPED = ("migrations", "management", "__main__", "procrastinate_engine")
SPARED = {
    "core.mail.inlining.RULE": "reads our own style sheet",
    "core.search.terms._quoted": "reads 400 characters of a question",
}
ENDS = ("", "!")


def patterns() -> Iterator[tuple[str, re.Pattern]]:
    """Give every pattern that a module of ours keeps, with where it stands."""
    for module in pkgutil.walk_packages(sme4smartcities.__path__, "sme4smartcities."):
        if any(part in module.name for part in SKIPPED):
            continue
        if module.name.startswith("sme4smartcities.config."):
            continue  # reads what the operator writes
        held = vars(importlib.import_module(module.name))
        for name, value in held.items():
            place = f"{module.name}.{name}".removeprefix("sme4smartcities.")
            if isinstance(value, re.Pattern) and place not in SPARED:
                yield place, value


def attacks(size: int) -> Iterator[str]:
    for piece in PIECES:
        for end in ENDS:
            yield (piece * (size // len(piece) + 1))[:size] + end


def seconds(pattern: re.Pattern, text: str) -> float:
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    pattern.sub(subject[:0], subject)
    pattern.fullmatch(subject)
    return time.process_time() - started


@pytest.mark.once
def test_no_text_keeps_a_pattern_busy():
    """First short texts, so that a pattern that grows with the square fails before it hangs."""
    slow = [
        (name, text[:12], text[-1:])
        for size, most in ((500, LONGEST / 10), (10_000, LONGEST / 5))
        for name, pattern in dict(patterns()).items()
        for text in attacks(size)
        if seconds(pattern, text) > most and seconds(pattern, text) > most
    ]
    assert slow == []


@pytest.mark.once
@pytest.mark.parametrize("piece", [".", ")", ").*_", "*", "…", "a."])
def test_an_address_with_endless_signs_behind_it_is_linked_at_once(piece):
    text = "https://x/" + (piece * 50_000)[:49_980] + "a"
    started = time.process_time()
    render.__wrapped__(text)
    assert time.process_time() - started < 2
