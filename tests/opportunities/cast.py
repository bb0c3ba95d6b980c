"""Opportunities that any test may call on stage."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import DeadlineKind, Kind
from sme4smartcities.opportunities.models import Facet, Opportunity
from sme4smartcities.opportunities.services.moving import move_opportunity
from sme4smartcities.opportunities.services.writing import Told, create_opportunity
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.models import Term

ACTS = {
    "draft": (),
    "review": ("submit",),
    "published": ("publish",),
    "postponed": ("publish", "postpone"),
    "cancelled": ("publish", "cancel"),
    "closed": ("publish", "close"),
    "withdrawn": ("publish", "withdraw"),
    "gone": ("publish", "vanish"),
}


def day(ahead: int) -> date:
    """Give a day so many days from today."""
    return timezone.now().date() + timedelta(days=ahead)


def on(ahead: int, hour: int | None = None, zone: str = "Europe/Madrid") -> drafts.Moment:
    """Give a moment so many days from today: a day, or an hour of it there."""
    found = day(ahead)
    if hour is None:
        return drafts.Moment(day=found, zone=zone)
    local = datetime(found.year, found.month, found.day, hour, tzinfo=ZoneInfo(zone))
    return drafts.Moment(day=found, at=local.astimezone(UTC), zone=zone)


def held(
    ahead: int, until: int | None = None, hour: int | None = None, zone: str = "Europe/Madrid"
) -> drafts.Occurrence:
    end = None if until is None else on(until, zone=zone)
    return drafts.Occurrence(key="", start=on(ahead, hour, zone), end=end)


def due(
    ahead: int, hour: int | None = None, kind: DeadlineKind = DeadlineKind.SUBMISSION, **more: str
) -> drafts.Deadline:
    return drafts.Deadline(kind=kind, moment=on(ahead, hour), **more)


def make_opportunity(
    owner: Organisation | None = None,
    title: str = "Meet the city",
    *,
    state: str = "published",
    language: str = "en",
    kind: Kind = Kind.EVENT,
    terms: Mapping[Facet, Sequence[Term]] | None = None,
    occurrences: Sequence[drafts.Occurrence] | None = None,
    deadlines: Sequence[drafts.Deadline] = (),
    **values: object,
) -> Opportunity:
    """Make one in the given state by the way people take; an event in ten days, unless said."""
    if occurrences is None:
        occurrences = [held(10, hour=10)] if kind in (Kind.EVENT, Kind.TRAINING) else []
    told = {
        "kind": kind,
        "title": source_text(language, title),
        "summary": source_text(language, "Cities and companies talk about shade."),
        "zone": "Europe/Madrid",
        **values,
    }
    row = create_opportunity(
        actor=SYSTEM,
        owner=owner,
        told=Told(values=told, terms=terms or {}, occurrences=occurrences, deadlines=deadlines),
        language=language,
    )
    for act in ACTS[state]:
        row = move_opportunity(actor=SYSTEM, opportunity=row, act=act, note="The hall is closed.")
    return row
