"""What a challenge said before, and what changed from one version to the next, word by word."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.challenges.models import (
    VOCABULARY_OF,
    Better,
    Challenge,
    Facet,
    Procedure,
    Version,
)
from sme4smartcities.challenges.policies import is_writer, may_read_documents
from sme4smartcities.challenges.texts import LABELS, LINES, LONGEST
from sme4smartcities.core import formats
from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.translated import shown
from sme4smartcities.vocabularies.queries import term

MOST_COMPARED = 250_000  # pairs of words of two texts: a page of versions is open to everybody
VALUES: Mapping[str, Message] = {
    "sufferers_count": gettext_lazy("How many people"),
    "budget_least": gettext_lazy("Budget, from"),
    "budget_most": gettext_lazy("Budget, up to"),
    "procedure": gettext_lazy("How it is bought"),
    "trl_least": gettext_lazy("Readiness wanted"),
    "questions_until": gettext_lazy("Questions until"),
    "wanted_from": gettext_lazy("Wanted from"),
    "wanted_until": gettext_lazy("Wanted until"),
}
_word = re.compile(r"\S+\s*")


@dataclass(frozen=True)
class Piece:
    """Some words: "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class Difference:
    """One statement that changed; ``language`` is "" for what is no text."""

    label: str
    language: str
    pieces: Sequence[Piece]

    @property
    def language_name(self) -> str:
        return formats.language_name(self.language) if self.language else ""


def versions_of(challenge: Challenge, actor: Actor) -> list[Version]:
    """Give the versions that the reader may see, the newest first, without their contents."""
    rows = challenge.versions.order_by("-number").defer("content")
    if not is_writer(actor, challenge):
        rows = rows.filter(public=True)
    return list(rows[:500])


def changed_in(
    challenge: Challenge, actor: Actor, seen: Sequence[Version], number: int
) -> list[Difference]:
    """Say what a version changed against the one that this reader sees before it. One query."""
    numbers = [one.number for one in seen]
    if number not in numbers:
        return []
    place = numbers.index(number)
    wanted = numbers[place : place + 2]
    held = dict(challenge.versions.filter(number__in=wanted).values_list("number", "content"))
    before = held.get(wanted[1], {}) if len(wanted) > 1 else {}
    if not may_read_documents(actor, challenge):
        for content in held.values():
            content.pop("documents", None)
    return differences(before, held[number])


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Compare two contents as ``services.versions`` keeps them."""
    old, new = dict(_statements(before)), dict(_statements(after))
    keys = [*new, *(key for key in old if key not in new)]
    return [
        Difference(key[0], key[1], pieces(old.get(key, ""), new.get(key, "")))
        for key in keys
        if old.get(key, "") != new.get(key, "")
    ]


def pieces(before: str, after: str) -> list[Piece]:
    """Cut two texts into words that stayed, went and came.

    What both begin and end with is set aside; of the rest, more than MOST_COMPARED pairs of words
    stand as one text that went and one that came.
    """
    old, new = _word.findall(before), _word.findall(after)
    bare_old, bare_new = [[word.strip() for word in words] for words in (old, new)]
    first = _alike(bare_old, bare_new)
    last = _alike(bare_old[first:][::-1], bare_new[first:][::-1])
    ends = len(old) - last, len(new) - last
    found = [Piece("same", "".join(new[:first]))]
    for kind, a, b, c, d in _changes(bare_old[first : ends[0]], bare_new[first : ends[1]]):
        if kind == "equal":
            found.append(Piece("same", "".join(new[first + c : first + d])))
            continue
        found.append(Piece("gone", "".join(old[first + a : first + b])))
        found.append(Piece("new", "".join(new[first + c : first + d])))
    found.append(Piece("same", "".join(new[ends[1] :])))
    return [one for one in found if one.text]


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _changes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > MOST_COMPARED:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _statements(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Give (label, language) → words for all that a content says, in the order of the page."""
    texts = content.get("texts", {})
    for name in LONGEST:
        for language, entry in sorted(texts.get(name, {}).items()):
            text = entry["text"] if name in LINES else plain_text(entry["text"])
            yield (str(LABELS[name]), language), text
    for number, one in enumerate(content.get("measures", ()), 1):
        yield (_("Figure %(number)s") % {"number": number}, ""), _figure(one)
    values = content.get("values", {})
    for name, label in VALUES.items():
        if (value := values.get(name)) not in (None, ""):
            yield (str(label), ""), _value(name, value, values.get("currency", "EUR"))
    yield from _listed(content)


def _listed(content: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Give what stands there as a list: terms and documents."""
    for facet in Facet:
        if codes := content.get("terms", {}).get(facet.value):
            yield (str(facet.label), ""), ", ".join(_labels(facet, codes))
    if documents := content.get("documents"):
        yield (_("Documents"), ""), "; ".join(_document(one) for one in documents)


def _document(told: Mapping[str, Any]) -> str:
    return f"{shown(told['title']).text} ({told['name']})"


def _figure(told: Mapping[str, Any]) -> str:
    better = dict(Better.choices).get(told["better"], "")
    numbers = f"{told['baseline'] or '–'} → {told['target'] or '–'} {told['unit']}"
    parts = (shown(told["name"]).text, numbers, str(better), told["source"])
    return " · ".join(part for part in parts if part)


def _value(name: str, value: Any, currency: str) -> str:
    if name in ("budget_least", "budget_most"):
        return formats.money(value / 100, currency)
    if name == "procedure":
        return str(dict(Procedure.choices).get(value, value))
    return formats.number(value) if isinstance(value, int) else str(value)


def _labels(facet: Facet, codes: Sequence[str]) -> list[str]:
    known = ((code, term(VOCABULARY_OF[facet], code)) for code in codes)
    return [found.label if found else code for code, found in known]
