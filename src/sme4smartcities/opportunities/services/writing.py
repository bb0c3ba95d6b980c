"""Begin an opportunity, write it, and tell whether what readers plan by became another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities import drafts, facts
from sme4smartcities.opportunities.models import PUBLIC, Opportunity, State
from sme4smartcities.opportunities.policies import may_edit, may_offer
from sme4smartcities.opportunities.queries.opportunities import missing_for_publishing
from sme4smartcities.opportunities.services.dating import NEVER, write_dates
from sme4smartcities.opportunities.services.refusals import NOT_YOUR_ORGANISATION, NOT_YOURS
from sme4smartcities.opportunities.services.terms import Terms, write_terms
from sme4smartcities.organisations.models import Layer, Organisation

TEXTS = frozenset({"title", "summary", "text", "eligibility"})
PLAIN = frozenset(
    {
        "kind", "url", "apply_url", "docs_url", "organiser", "programme", "attendance", "venue",
        "place", "city", "zone", "rule", "value", "currency", "funding_rate", "free",
        "sme_suitable", "innovation", "procedure", "call_id", "source", "source_url", "licence",
        "rights",
    }
)  # fmt: skip
PLANNED_BY = ("attendance", "venue", "place_id", "city")  # readers plan by these, as by the dates
MOST_DATES = 400
MOST_DEADLINES = 20


@dataclass(frozen=True, kw_only=True)
class Told:
    """What somebody says of an opportunity. Dates that are None stay as they are."""

    values: Mapping[str, Any]
    terms: Terms = field(default_factory=dict)
    occurrences: Sequence[drafts.Occurrence] | None = None
    deadlines: Sequence[drafts.Deadline] | None = None


@transaction.atomic
def create_opportunity(
    *, actor: Actor, owner: Organisation | None, told: Told, language: str
) -> Opportunity:
    """Begin a draft for an organisation, or for nobody here. ``language``: of its texts."""
    require(may_offer(actor, owner), NOT_YOUR_ORGANISATION)
    row = Opportunity(
        owner=owner,
        layer=owner.layer if owner else Layer.REAL,
        source_language=language,
        next_at=NEVER,
        over_at=NEVER,
    )
    _write(row, told)
    record(
        facts.OpportunityCreated(
            actor_id=actor.pk, subject_id=row.pk, organisation_id=owner.pk if owner else None
        )
    )
    return row


@transaction.atomic
def edit_opportunity(
    *, actor: Actor, opportunity: Opportunity, told: Told, revision: int | None = None
) -> Opportunity:
    """Write it; after it was published, a new date or place makes it "changed".

    Raises Stale when somebody was faster.
    """
    row = opened(actor, opportunity)
    row.turn_page(revision, _words(told.values))
    planned = [getattr(row, name) for name in PLANNED_BY]
    what = _write(row, told)
    if planned != [getattr(row, name) for name in PLANNED_BY]:
        what.add("place")
    if what and row.state in PUBLIC:
        row.sequence, row.changed_at = row.sequence + 1, timezone.now()
        row.state = State.CHANGED if row.state == State.PUBLISHED else row.state
        row.save()
        told_of = tuple(sorted(what))
        record(facts.OpportunityChanged(actor_id=actor.pk, subject_id=row.pk, what=told_of))
    else:
        record(facts.OpportunityEdited(actor_id=actor.pk, subject_id=row.pk))
    return row


def opened(actor: Actor, opportunity: Opportunity) -> Opportunity:
    """Fetch the row for writing, as one who may."""
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("owner")
    row = rows.get(pk=opportunity.pk)
    require(may_edit(actor, row), NOT_YOURS)
    return row


def _words(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: shown(values[name]).text for name in TEXTS if name in values}


def _write(row: Opportunity, told: Told) -> set[str]:
    """Write and save; give which dates became others."""
    if unknown := set(told.values) - TEXTS - PLAIN:
        raise TypeError(f"An opportunity has no such field: {sorted(unknown)}")
    for name, value in told.values.items():
        setattr(row, name, value)
    _check(row, told)
    row.save()
    write_terms(row, told.terms)
    changed = write_dates(row, told.occurrences, told.deadlines)
    if row.is_public and not row.is_record and (missing := missing_for_publishing(row)):
        raise Refused(
            _("What is published keeps what readers need: %(missing)s.")
            % {"missing": "; ".join(missing)}
        )
    row.save()
    return changed


def _check(row: Opportunity, told: Told) -> None:
    if not shown(row.title).text:
        raise Refused(_("Give it a title."))
    if len(told.occurrences or ()) > MOST_DATES or len(told.deadlines or ()) > MOST_DEADLINES:
        raise Refused(_("That is more dates than one entry takes. Make a second one."))
    for one in told.occurrences or ():
        if one.end and one.end.day < one.start.day:
            raise Refused(_("The last day lies before the first."))
    if row.programme and row.programme.layer != row.layer:
        raise Refused(_("Real offers, the record and examples do not mix in one programme."))
    row.full_clean()


@transaction.atomic
def enter_record(*, told: Told, **values: Any) -> Opportunity:
    """Enter what a closed programme held, with sourced facts only."""
    row = Opportunity(
        layer=Layer.RECORD,
        state=State.PUBLISHED,
        next_at=NEVER,
        over_at=NEVER,
        **{"published_at": timezone.now(), **values},
    )
    _write(row, told)
    record(
        facts.OpportunityPublished(
            actor_id=SYSTEM.pk, subject_id=row.pk, act="publish", was="draft", now=row.state
        )
    )
    return row
