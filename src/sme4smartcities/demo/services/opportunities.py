"""Announce what the Example's organisations hold, and tell the events of the Record as sources do."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import DeadlineKind
from sme4smartcities.opportunities.models import VOCABULARY_OF, Facet, Opportunity
from sme4smartcities.opportunities.services.moving import move_opportunity
from sme4smartcities.opportunities.services.terms import Terms
from sme4smartcities.opportunities.services.writing import Told, create_opportunity, enter_record
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import in_languages
from sme4smartcities.vocabularies.queries import known_term

KINDS: dict[str, DeadlineKind] = {one.value: one for one in DeadlineKind}
WEEK = timedelta(days=7)


def load_opportunities(ledger: Ledger) -> None:
    cast = Cast(ledger)
    for number, told in enumerate(read("example/opportunities")):
        if f"opportunity:{told['key']}" not in ledger:
            _announce(told, cast.organisation(told["owner"]), -2 - number, ledger)


@transaction.atomic
def _announce(told: Mapping[str, Any], owner: Organisation, published: int, ledger: Ledger) -> None:
    language, place = told["language"], owner.place
    zone = place.time_zone if place else "UTC"
    values = {
        "kind": told["kind"],
        **{name: source_text(language, told[name]) for name in ("title", "summary")},
        "zone": zone,
        "attendance": told.get("attendance", "unknown"),
        "venue": told.get("venue", ""),
        "place": None if told.get("attendance") == "online" else place,
        "value": told.get("value"),
        "funding_rate": told.get("rate"),
        "free": told.get("free"),
    }
    row = create_opportunity(
        actor=SYSTEM,
        owner=owner,
        told=Told(
            values=values,
            terms=_terms(told),
            occurrences=_occurrences(told, zone),
            deadlines=[_deadline(*one, zone=zone) for one in told["deadlines"]],
        ),
        language=language,
    )
    row = move_opportunity(actor=SYSTEM, opportunity=row, act="publish")
    at = timezone.now() + timedelta(days=published)
    Opportunity.objects.filter(pk=row.pk).update(published_at=at, created_at=at)
    ledger.note(f"opportunity:{told['key']}", row)


def _terms(told: Mapping[str, Any]) -> Terms:
    stated = {
        Facet.DOMAIN: told.get("domain", ()),
        Facet.STAGE: told.get("stage", ()),
        Facet.LANGUAGE: told.get("languages", ()),
    }
    return {
        facet: [known_term(VOCABULARY_OF[facet], code) for code in codes]
        for facet, codes in stated.items()
    }


def _occurrences(told: Mapping[str, Any], zone: str) -> list[drafts.Occurrence]:
    """Give the dates: one, several days, or one a week."""
    if "starts" not in told:
        return []
    first, length = timezone.localdate() + timedelta(days=told["starts"]), told.get("days", 1)
    found = []
    for number in range(told.get("repeats", 1)):
        day = first + number * WEEK
        until = told.get("until")
        end = _moment(day + timedelta(days=length - 1), until, zone)
        found.append(
            drafts.Occurrence(
                key=str(number + 1) if told.get("repeats") else "",
                start=_moment(day, told.get("from"), zone),
                end=end if until or length > 1 else None,
            )
        )
    return found


def _deadline(kind: str, ahead: int, hour: str | None, *, zone: str) -> drafts.Deadline:
    day = timezone.localdate() + timedelta(days=ahead)
    return drafts.Deadline(kind=KINDS[kind], moment=_moment(day, hour, zone))


def _moment(day: date, hour: str | None, zone: str) -> drafts.Moment:
    if hour is None:
        return drafts.Moment(day=day, zone=zone)
    local = datetime.combine(day, time.fromisoformat(hour), tzinfo=ZoneInfo(zone))
    return drafts.Moment(day=day, at=local.astimezone(UTC), zone=zone)


@transaction.atomic
def load_record_opportunities(ledger: Ledger) -> None:
    """Enter the meetings, missions, fairs and the call that the Record's milestones tell of."""
    programme = Programme.objects.get(pk=ledger["programme:record"])
    milestones = {one["happened"]: one for one in read("record")["milestones"]}
    for told in read("record_opportunities"):
        if f"record-opportunity:{told['milestone']}" not in ledger:
            _tell(told, milestones[told["milestone"]], programme, ledger)


def _tell(
    told: Mapping[str, Any], milestone: Mapping[str, Any], programme: Programme, ledger: Ledger
) -> None:
    """Enter what the source says and nothing else; empty stays empty."""
    first = date.fromisoformat(milestone["happened"])
    last = milestone.get("until")
    start = drafts.Moment(day=first)
    end = drafts.Moment(day=date.fromisoformat(last)) if last else None
    grant = told["kind"] == "funding"
    due = drafts.Deadline(kind=DeadlineKind.SUBMISSION, moment=start)
    row = enter_record(
        told=Told(
            values={
                "kind": told["kind"],
                "title": in_languages(told.get("title", milestone["title"])),
                "programme": programme,
                "source": milestone["source"],
                "source_url": milestone["source_url"],
            },
            terms=_terms(told),
            occurrences=[] if grant else [drafts.Occurrence(key="", start=start, end=end)],
            deadlines=[due] if grant else [],
        ),
        checked_on=date.fromisoformat(milestone["checked_on"]),
        published_at=datetime.combine(first, time(), UTC),
    )
    ledger.note(f"record-opportunity:{told['milestone']}", row)
