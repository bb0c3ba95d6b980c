"""The lists of terms as each process keeps them: read once, read again after any change.

Inside a request the version is asked once, so that a form of ten lists costs one small query.
Terms given here are shared by all readers: never change or save one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sme4smartcities.core import formats, kept
from sme4smartcities.core.errors import Refused
from sme4smartcities.vocabularies.models import ListVersion, Term, Vocabulary
from sme4smartcities.vocabularies.names import folded

VERSION = f"SELECT number FROM {ListVersion._meta.db_table} WHERE id = 1"


@dataclass(frozen=True)
class Lists:
    """All lists at one version."""

    version: int
    vocabularies: Mapping[str, Vocabulary]
    by_id: Mapping[int, Term]
    _folded: dict[int, str] = field(default_factory=dict)
    _walked: dict[tuple[str, str], Sequence[Term]] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[tuple[str, str], Term]:
        return {(term.vocabulary.code, term.code): term for term in self.by_id.values()}

    @cached_property
    def children(self) -> Mapping[int | None, Sequence[Term]]:
        """Give the terms below each term, in order; roots of all lists stand under None."""
        below: dict[int | None, list[Term]] = {}
        for term in self.by_id.values():
            below.setdefault(term.parent_id, []).append(term)
        return below

    def folded(self, term: Term) -> str:
        """Give code and labels as a search compares them, a line each, worked out once."""
        held = self._folded.get(term.pk)
        if held is None:
            texts = (term.code, *map(str, term.labels.values()))
            held = self._folded[term.pk] = "\n".join(folded(text) for text in texts)
        return held

    def walked(self, held: Vocabulary) -> Sequence[Term]:
        """Give a list's terms, each followed by those below it, in the reader's order."""
        key = held.code, (get_language() or "en") if held.alphabetical else ""
        if key not in self._walked:
            roots = [one for one in self.children.get(None, ()) if one.vocabulary_id == held.pk]
            self._walked[key] = list(_walk(self, held, roots))
        return self._walked[key]


class _Once:
    """The lists of one request, once somebody asked for them."""

    lists: Lists | None = None


_request: ContextVar[_Once | None] = ContextVar("lists_of_request", default=None)
_kept: Lists | None = None


@contextmanager
def asked_once() -> Iterator[None]:
    """Ask for the version at most once while this lasts; inside a request, as the request does."""
    if _request.get() is not None:
        yield
        return
    token = _request.set(_Once())
    try:
        yield
    finally:
        _request.reset(token)


def forget() -> None:
    """Look again at the next question of this request; services call it after a change."""
    kept.forget()
    if once := _request.get():
        once.lists = None


def current() -> Lists:
    once = _request.get()
    if once is None:
        return _fresh()
    if once.lists is None:
        once.lists = _fresh()
    return once.lists


def _fresh() -> Lists:
    global _kept
    version, lists = kept.told("vocabularies") or _version(), _kept
    if version is None or lists is None or lists.version != version:
        lists = _read(version or 0)
        _kept = lists if version is not None else None
    return lists


def _version() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(VERSION)  # every page asks: the ORM would take longer than the database
        found = cursor.fetchone()
    return found[0] if found else None


def _read(version: int) -> Lists:
    vocabularies = {held.pk: held for held in Vocabulary.objects.all()}
    terms = {term.pk: term for term in Term.objects.order_by("position", "code")}
    for term in terms.values():
        term.vocabulary = vocabularies[term.vocabulary_id]
        if term.parent_id:
            term.parent = terms[term.parent_id]
    return Lists(version, {held.code: held for held in vocabularies.values()}, terms)


def vocabularies() -> list[Vocabulary]:
    return list(current().vocabularies.values())


def vocabulary(code: str) -> Vocabulary | None:
    return current().vocabularies.get(code)


def terms(vocabulary: str, *, scheme: str = "", retired: bool = False) -> list[Term]:
    """Give the terms that a form offers, each followed by those below it, in the reader's order."""
    lists = current()
    held = lists.vocabularies.get(vocabulary)
    if held is None:
        return []
    found = lists.walked(held)
    return [t for t in found if (retired or not t.retired) and (not scheme or t.scheme == scheme)]


def _walk(lists: Lists, held: Vocabulary, level: Sequence[Term]) -> Iterator[Term]:
    for term in _ordered(held, level):
        yield term
        yield from _walk(lists, held, lists.children.get(term.pk, ()))


def _ordered(held: Vocabulary, level: Sequence[Term]) -> Sequence[Term]:
    return sorted(level, key=lambda term: folded(term.label)) if held.alphabetical else level


def term(vocabulary: str, code: str) -> Term | None:
    """Find a term by its code, a merged one by what it was merged into."""
    lists = current()
    found = lists.by_code.get((vocabulary, code))
    while found and found.merged_into_id:
        found = lists.by_id.get(found.merged_into_id)
    return found


def known_term(vocabulary: str, code: str) -> Term:
    """Find a term that a program names by its code. Raises Refused where there is none."""
    found = term(vocabulary, code)
    if found is None:
        raise Refused(
            _("“%(code)s” is not a code of the list “%(list)s”.")
            % {"code": code, "list": vocabulary}
        )
    return found


def term_with_id(number: int | None) -> Term | None:
    return current().by_id.get(number) if number else None


def terms_by_owner(pairs: Iterable[tuple[int, int]]) -> dict[int, list[Term]]:
    """Gather the terms of each owner, in the order given. ``pairs``: owner, number of a term."""
    found: dict[int, list[Term]] = {}
    with asked_once():
        for owner, number in pairs:
            if held := term_with_id(number):
                found.setdefault(owner, []).append(held)
    return found


def labels(numbers: Sequence[int]) -> list[str]:
    """Give the labels of terms known by id, for pages that show many."""
    by_id = current().by_id
    return [by_id[number].label for number in numbers if number in by_id]


def within(number: int) -> set[int]:
    """Give the ids of a term and of all below it."""
    children = current().children
    found, level = {number}, [number]
    while level:
        level = [child.pk for parent in level for child in children.get(parent, ())]
        found.update(level)
    return found


def lineage(term: Term | None) -> list[Term]:
    """Give a term and what it lies in, from the top: Spain, Region of Murcia, Murcia."""
    line: list[Term] = []
    while term is not None:
        line.insert(0, term)
        term = term_with_id(term.parent_id)
    return line


def footnotes(territories: Iterable[Term]) -> list[str]:
    """Give the footnotes of territories and of what they lie in, then that of the whole list."""
    named = {term.pk: term for one in territories for term in lineage(one)}
    if not named:
        return []
    own = [f"{formats.isolated(term.label)}: {term.note}" for term in named.values() if term.note]
    held = vocabulary("territory")
    return [*own, *([held.note] if held and held.note else [])]


def country_of(term: Term | None) -> Term | None:
    """Give the country or territory at the top of a territory's lineage."""
    return lineage(term)[0] if term else None


def broader_label(term: Term) -> str:
    """Give the label of what the term belongs to in another list, e.g. a domain's dimension."""
    lists = current()
    found = lists.by_code.get((term.vocabulary.broader_in, term.broader))
    return found.label if found else ""
