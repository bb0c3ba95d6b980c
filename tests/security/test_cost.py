"""No text is so built that a pattern of ours takes long over it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import sme4smartcities
from sme4smartcities.core.richtext import render
from tests.effort import Hung, hang_guard, steps

HUNG = 4  # seconds for 50,000 signs; what grows evenly takes a few hundredths of one
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


def try_on(pattern: re.Pattern, text: str) -> None:
    """Let a pattern look for itself everywhere in the text, and in the whole of it."""
    subject = text.encode() if isinstance(pattern.pattern, bytes) else text
    pattern.sub(subject[:0], subject)
    pattern.fullmatch(subject)


@pytest.mark.once
@pytest.mark.parametrize("size", [500, 50_000])
def test_no_text_keeps_a_pattern_busy(size):
    """First short texts, on which even what doubles with every sign is found in time.

    What grows with the square by little, `./bench hostile` finds.
    """
    for name, pattern in dict(patterns()).items():
        for text in attacks(size):
            try:
                with hang_guard(HUNG):
                    try_on(pattern, text)
            except Hung:
                pytest.fail(f"{name} is kept busy by {text[:12]!r} … {text[-1:]!r}")


@pytest.mark.once
@pytest.mark.parametrize("piece", [".", ")", ").*_", "*", "…", "a."])
def test_an_address_with_endless_signs_behind_it_is_linked_at_once(piece):

    def text(size: int) -> str:
        return "https://x/" + (piece * size)[:size] + "a"

    few, twice = (steps(render.__wrapped__, text(size)) for size in (3_000, 6_000))
    assert twice < 2.2 * few
    with hang_guard():
        assert "<a " in render.__wrapped__(text(50_000))
