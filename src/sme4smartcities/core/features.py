"""A feature's manifest: all that the rest of the platform may know of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import QuerySet

from sme4smartcities.core.access import Access
from sme4smartcities.core.errors import Message
from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

if TYPE_CHECKING:
    from sme4smartcities.core.search.documents import Document
    from sme4smartcities.core.thread import Moment


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A link of the main menu or the footer; lower positions come first."""

    label: Message
    url_name: str
    position: int = 100
    place: str = "main"  # main, footer, coordinator, account


@dataclass(frozen=True, kw_only=True)
class SubjectCard:
    """What a page needs to show a link to any subject that its reader may see."""

    subject: Subject
    title: str
    url: str
    badge: Message = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """A part of another feature's page: the slot it fills and the function that fills it.

    ``fill(actor, subject)`` gives the template's context, or None to stay away.
    """

    slot: str
    template: str
    fill: Callable[[Actor, Subject], Mapping[str, Any] | None]
    position: int = 100


@dataclass(frozen=True, kw_only=True)
class DeskItem:
    """The next useful act of a member, as the desk shows it; lower urgency comes first."""

    title: Message
    text: Message
    url: str
    label: Message
    icon: str = "arrow"
    urgency: int = 100


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Desk items of which there are mostly none: ``items`` is asked only while ``rows`` has any.

    One query of the desk looks into the ``rows`` of all features; None says that none can be.
    """

    rows: Callable[[Actor], QuerySet[Any, Any] | None]
    items: Callable[[Actor], Iterable[DeskItem]]


@dataclass(frozen=True, kw_only=True)
class Count:
    """A number the home page shows. The label stands below it and is plural by the number
    (``ngettext_lazy("organisation", "organisations")``); a count of zero is left out. ``rows``
    gives what is counted: all numbers of the page cost one query."""

    label: Any
    rows: Callable[[], QuerySet[Any, Any]]
    position: int = 100


@dataclass(frozen=True, kw_only=True)
class TourStep:
    """One stop of the tour: what to look at, where, and as whom.

    ``path`` is the address below the language ("organisations/?q=water"); ``role`` names the demo
    sign-in that opens it, "" for a visitor; ``enter`` is the address below the language to which a
    form is sent that signs in so and leads on to the path.
    """

    title: Message
    text: Message
    path: str
    role: Message = ""
    enter: str = ""
    position: int = 100


@dataclass(frozen=True, kw_only=True)
class PublicPages:
    """The public pages of a feature, for search engines: how many, and their addresses below the
    language from one place in the list to another ("organisations/5/")."""

    count: Callable[[], int]
    paths: Callable[[int, int], Iterable[str]]


@dataclass(frozen=True, kw_only=True)
class Periodic:
    """Work that comes again: a task of this feature and the seconds between two runs."""

    task: Any
    every: int


@dataclass(frozen=True, kw_only=True)
class Setup:
    """A step that every upgrade runs again; it changes nothing the second time."""

    title: Message
    run: Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """What one model keeps about a person, and what becomes of it.

    ``member`` is the ORM path from the model to the member whose data a row is ("author",
    "thread__starter"); empty where rows speak of people without an account.
    ``fields``: field name → its fate, several joined by "+", as in "exported+erased":
    "exported" (in the member's download), "erased", "anonymised" (stays, and tells nothing once
    the member is a tombstone: the foreign key itself, a vote, a date), or "kept: <legal basis,
    term>". ``none`` lists fields that say nothing about a person. A field of a declared model in
    neither fails a test, and so does a model that is declared nowhere.

    The platform follows the fates by itself: it exports the fields, and on erasure deletes the
    rows, or blanks their erased fields where a field is anonymised or kept. The three functions
    take the member and replace this where a model needs more.
    """

    model: type[models.Model]
    member: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    none: Sequence[str] = ()
    export: Callable[[Any], Iterable[Mapping[str, Any]]] | None = None
    files: Callable[[Any], Iterable[tuple[str, Any]]] | None = None  # name, open binary file
    erase: Callable[[Any], None] | None = None


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """How a kind of subject is found; its hits become cards through ``Feature.subjects``.

    ``ids`` gives every subject that may be found; ``documents`` gives the search documents of some
    of them (several per subject when it has several languages), none of what nobody may find.
    """

    kind: str
    label: Message
    ids: Callable[[], Iterable[int]]
    documents: Callable[[Sequence[int]], Iterable["Document"]]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One room of the house, as every loop over the house sees it."""

    slug: str
    title: Message
    urls: str = ""  # module of pages, served under /<language>/
    root_urls: str = ""  # module of what has no language: files, feeds, robots.txt
    api: str = ""  # module with a ninja ``router``
    api_path: str = ""  # where it stands below /api/v1/, when not at the slug
    access: Mapping[str, Access] = field(default_factory=dict)
    menu: Sequence[MenuItem] = ()
    reactions: Mapping[type[Fact], Sequence[Callable[[Any], None]]] = field(default_factory=dict)
    periodic: Sequence[Periodic] = ()
    setup: Sequence[Setup] = ()
    on_start: Sequence[Setup] = ()  # what ./run repeats at every start: must be quick
    after_restore: Sequence[Setup] = ()  # what an older backup must not bring back
    greeting: Callable[[], Iterable[str]] = tuple  # lines that ./run prints
    personal_data: Sequence[PersonalData] = ()
    impersonal: Mapping[type[models.Model], str] = field(default_factory=dict)  # model → why
    subjects: Mapping[str, Callable[[Actor, Sequence[int]], Mapping[int, SubjectCard]]] = field(
        default_factory=dict
    )
    # kind of subject → may the actor see the members' and restricted files of subject id?
    file_readers: Mapping[str, Callable[[Actor, int], bool]] = field(default_factory=dict)
    # what the rows of a table may be about → how they are read and entered (a Matter of exchange)
    tables: Mapping[str, Any] = field(default_factory=dict)
    panels: Sequence[Panel] = ()
    # what happened to an object of any feature, for its story and its golden thread
    thread: Sequence[Callable[[Actor, Subject], Iterable["Moment"]]] = ()
    desk: Sequence[Waiting | Callable[[Actor], Iterable[DeskItem]]] = ()
    search: Sequence[SearchSource] = ()
    counts: Sequence[Count] = ()
    kept: str = ""  # query, in SQL, of the one number that names the state of what processes keep
    tour: Sequence[TourStep] = ()
    public_pages: PublicPages | None = None


_features: dict[str, Feature] = {}
_access: dict[str, Access] = {}


def load(apps: Sequence[str]) -> None:
    """Read ``<app>/feature.py`` of each app, in order. Raises ValueError on a repeated slug."""
    _features.clear()
    _access.clear()
    for app in apps:
        feature: Feature = import_module(f"{app}.feature").FEATURE
        if feature.slug in _features:
            raise ValueError(f"Two features are called {feature.slug!r}")
        _features[feature.slug] = feature
        _access.update(feature.access)


def all_features() -> list[Feature]:
    return list(_features.values())


def access_table() -> Mapping[str, Access]:
    """Give each address name its level, from all manifests. Every request asks."""
    return _access
