"""Which opportunity a reader sees, and everything that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.panels import asked_once_a_page
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.codes import Kind
from sme4smartcities.opportunities.models import (
    Complaint,
    Deadline,
    Facet,
    Occurrence,
    Opportunity,
    OpportunityQuerySet,
    State,
)
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term_with_id

DATED = (Kind.EVENT, Kind.TRAINING)  # nobody can go to one of which no day is known
MOST_DATES = 60  # of a series on its page


def whole() -> OpportunityQuerySet:
    """Give opportunities, each with whom it belongs to and where it is. One query."""
    return Opportunity.objects.select_related("owner", "place", "programme")


@asked_once_a_page
def opportunity_for(actor: Actor, number: int) -> Opportunity | None:
    return whole().filter(pk__in=Opportunity.objects.visible_to(actor), pk=number).first()


def own_opportunities(actor: Actor) -> list[Opportunity]:
    """Give what the actor writes and is no record, what was written last first."""
    rows = Opportunity.objects.written_by(actor).exclude(layer=Layer.RECORD)
    return list(rows.select_related("owner").order_by("-updated_at", "-pk")[:200])


def waiting_for_review() -> list[Opportunity]:
    """Give what was sent to review, the longest waiting first."""
    rows = Opportunity.objects.filter(state=State.REVIEW).select_related("owner")
    return list(rows.order_by("updated_at", "pk")[:200])


def open_complaints() -> list[Complaint]:
    """Give what readers said and nobody settled, the longest waiting first."""
    rows = Complaint.objects.filter(outcome="").select_related("opportunity", "member")
    return list(rows.order_by("made_at", "pk")[:200])


def complaint_with(number: int) -> Complaint | None:
    return Complaint.objects.filter(pk=number).select_related("opportunity").first()


def missing_for_publishing(row: Opportunity) -> list[str]:
    """Say what an opportunity still lacks that readers need first."""
    missing = []
    if not shown(row.title).text:
        missing.append(_("a title"))
    if not shown(row.summary).text:
        missing.append(_("one or two sentences that sum it up"))
    if row.kind in DATED and row.state != State.POSTPONED and row.begins_at is None:
        missing.append(_("the day on which it takes place"))
    return missing


@dataclass(frozen=True)
class Statements:
    """The terms of one opportunity, facet by facet."""

    terms: Sequence[tuple[str, Term]]

    def of(self, facet: str) -> list[Term]:
        return [term for held, term in self.terms if held == facet]

    @property
    def rows(self) -> list[tuple[Message, list[Term]]]:
        """Give label and terms of each facet that says something."""
        return [(facet.label, found) for facet in Facet if (found := self.of(facet))]


def statements_of(row: Opportunity) -> Statements:
    rows = row.terms.order_by("pk").values_list("facet", "term_id")
    return Statements([(facet, term) for facet, pk in rows if (term := term_with_id(pk))])


@dataclass(frozen=True)
class Dates:
    """When it takes place and until when one applies; ``more``: dates that are left out."""

    occurrences: Sequence[Occurrence]
    more: int
    deadlines: Sequence[Deadline]
    now: datetime

    @property
    def to_come(self) -> list[Deadline]:
        return [one for one in self.deadlines if one.due > self.now]

    @property
    def passed(self) -> list[Deadline]:
        return [one for one in self.deadlines if one.due <= self.now]


def dates_of(row: Opportunity) -> Dates:
    """Give its dates, of a series those to come first. Two queries."""
    now = timezone.now()
    occurrences = list(row.occurrences.all())
    ahead = [one for one in occurrences if one.finishes > now] or occurrences
    return Dates(
        occurrences=ahead[:MOST_DATES],
        more=len(ahead[MOST_DATES:]),
        deadlines=list(row.deadlines.all()),
        now=now,
    )


def offering_choices(actor: Actor) -> list[Organisation]:
    """Give the organisations in whose name the actor can offer something."""
    rows = Organisation.objects.managed_by(actor).listed().exclude(layer=Layer.RECORD)
    return list(rows.order_by("sort_key", "pk")[:100])


def choosable_programmes(actor: Actor, row: Opportunity) -> list[Programme]:
    """Give the programmes to which one can belong: of its layer, and seen by the actor."""
    rows = Programme.objects.visible_to(actor).filter(layer=row.layer)
    kept = Q(pk=row.programme_id) if row.programme_id else Q()
    return list(Programme.objects.filter(Q(pk__in=rows) | kept).order_by("-starts", "-pk")[:100])
