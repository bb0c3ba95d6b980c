"""What a feature hands in to be found, and the rows it becomes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from sme4smartcities.core.search.analysis import Analysed, whole_name, words
from sme4smartcities.core.search.fuzzy import spellings
from sme4smartcities.core.subjects import Subject

AUDIENCES = ("restricted", "members", "public")  # from the narrowest to the widest
VISITORS = "visitors"  # of a subject that tells members more: what everybody else may find

GAP = "·"  # stands between two texts, so that no phrase spans them

LONGEST_TEXT = 2_000_000  # characters of one body that are read at all
WORDS_PER_ROW = 15_000  # a PostgreSQL tsvector counts positions up to 16,383
MOST_ROWS = 40
MOST_NAMES = 40
WORDS_PER_NAME = 40
KEPT_COUNTS = 200


@dataclass(frozen=True, kw_only=True)
class Document:
    """One subject's text in one language; a subject may have several documents.

    ``names`` are further names and codes it is known by, in any language. ``language`` "" is
    unknown: then every language of the script is tried. ``for_members`` is more of a public
    subject's text, by which members alone find it. ``written``: a person wrote in this language;
    not so where only names and labels of terms stand. ``places`` are codes of territories.
    """

    subject: Subject
    title: str
    body: str = ""
    for_members: str = ""
    audience: str = "public"
    language: str = ""
    names: tuple[str, ...] = ()
    written: bool = True
    places: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.audience not in AUDIENCES:
            raise ValueError(f"No such audience: {self.audience!r}")


@dataclass
class Row:
    """What one row of the index holds. ``head``: titles and names; ``*_forms``: other forms."""

    head: list[str] = field(default_factory=list)
    head_forms: set[str] = field(default_factory=set)
    body: list[str] = field(default_factory=list)
    body_forms: set[str] = field(default_factory=set)
    title: set[str] = field(default_factory=set)  # tokens of the titles, all forms
    names: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    length: int = 0  # words of the body

    @property
    def title_tokens(self) -> str:
        return f" {' '.join(sorted(self.title))} "

    @property
    def name_tokens(self) -> str:
        return f" {' '.join(sorted(self.names - self.title))} "

    @property
    def frequent(self) -> str:
        """Give the body's repeated tokens as " token:times …", the most frequent ones."""
        often = [(n, t) for t, n in self.counts.items() if n > 1]
        often.sort(key=lambda pair: (-pair[0], pair[1]))
        return " " + "".join(f"{token}:{times} " for times, token in often[:KEPT_COUNTS])


def audience_of(documents: Sequence[Document]) -> str:
    """Give the narrowest audience of a subject's documents."""
    return min((document.audience for document in documents), key=AUDIENCES.index)


def readings(documents: Sequence[Document]) -> Iterator[tuple[str, Sequence[Document]]]:
    """Give a subject's documents for each kind of reader: once, unless members may read more."""
    audience = audience_of(documents)
    if audience != "public" or not any(document.for_members for document in documents):
        yield audience, documents
        return
    yield VISITORS, documents
    yield (
        "members",
        [
            replace(document, body="\n".join(filter(None, (document.body, document.for_members))))
            for document in documents
        ],
    )


def labels_of(documents: Sequence[Document]) -> list[str]:
    """Give the names a subject is shown by, each once, titles first."""
    titles = [document.title for document in documents]
    names = [name for document in documents for name in document.names]
    cleaned = (" ".join(storable(name[:300]).split()) for name in titles + names)
    return list(dict.fromkeys(name for name in cleaned if name))[:MOST_NAMES]


def languages_of(documents: Sequence[Document]) -> str:
    """Give the languages in which a person wrote, as " code code "."""
    return _codes(one.language for one in documents if one.written)


def places_of(documents: Sequence[Document]) -> str:
    """Give the territories of a subject, as " code code "."""
    return _codes(code for one in documents for code in one.places)


def _codes(codes: Iterable[str]) -> str:
    found = sorted({code for code in codes if code and not code.isspace()})
    return f" {' '.join(found)} " if found else ""


def rows_of(documents: Sequence[Document]) -> list[Row]:
    """Make the rows of one subject: one, unless its text is longer than a row can hold."""
    head = _head(documents)
    rows = [_body(head, part) for part in _parts(documents)]
    return rows or [head]


def _head(documents: Sequence[Document]) -> Row:
    row = Row()
    titles: dict[str, list[str]] = {}
    for document in documents:
        titles.setdefault(document.title, []).append(document.language)
    for title, languages in titles.items():
        _add_name(row, row.title, title, languages)
    for name in dict.fromkeys(name for document in documents for name in document.names):
        if name not in titles:
            _add_name(row, row.names, name, [""])
    return row


def _add_name(row: Row, seen: set[str], name: str, languages: Sequence[str]) -> None:
    """Add a name as it is written once, with its forms in all languages in which it stands."""
    name = name[:1000]
    surfaces = [surface for surface, _ in words(name, "")][:WORDS_PER_NAME]
    if not surfaces or len(row.head) > MOST_NAMES * WORDS_PER_NAME:
        return
    row.head += [*surfaces, GAP]
    for language in languages:
        for surface, others in islice(words(name, language), WORDS_PER_NAME):
            seen.update(others, (surface,))
            row.head_forms.update(others)
    for surface in surfaces:
        row.head_forms |= spellings(surface)
    seen.add(whole_name(name))
    row.head_forms.add(whole_name(name))


def _parts(documents: Iterable[Document]) -> Iterator[list[Analysed]]:
    """Cut all bodies, one after the other, into what fits into a row."""
    part: list[Analysed] = []
    made = 0
    for document in documents:
        if part:
            part.append((GAP, frozenset()))
        for word in words(document.body[:LONGEST_TEXT], document.language):
            part.append(word)
            if len(part) >= WORDS_PER_ROW:
                yield part
                part, made = [], made + 1
                if made == MOST_ROWS:
                    return
    if part:
        yield part


def _body(head: Row, part: list[Analysed]) -> Row:
    row = Row(head=head.head, head_forms=head.head_forms, title=head.title, names=head.names)
    row.body = [surface for surface, _ in part]
    tokens = [token for _, others in part for token in others]
    row.body_forms = set(tokens).difference(row.body)
    row.counts = Counter(row.body)
    row.counts.update(tokens)
    row.length = len(part) - row.counts.pop(GAP, 0)
    return row


def storable(text: str) -> str:
    """Leave out what no database keeps: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()
