"""Which programmes a reader sees, and everything that one programme's page shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When
from django.utils import timezone

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.thread import STAGES, Step
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.programmes.dates import first_day, last_day
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Figure,
    FigureValue,
    Material,
    Milestone,
    Participation,
    Partner,
    Programme,
    ProgrammeQuerySet,
    State,
    WorkPackage,
)

MOST = 500  # rows of one part that a page shows
ORDER = (State.OPEN, State.DRAFT, State.CLOSED, State.ARCHIVED)


def programmes(actor: Actor) -> ProgrammeQuerySet:
    """Give the programmes that the actor may see, running ones first, with counts for a list."""
    partners = Q(partners__organisation__state=Standing.LISTED)
    taking_part = Q(
        participations__state=Participation.State.ACCEPTED,
        participations__organisation__state=Standing.LISTED,
    )
    return (
        Programme.objects.visible_to(actor)
        .annotate(
            partner_count=Count("partners__organisation", filter=partners, distinct=True),
            participant_count=Count("participations", filter=taking_part, distinct=True),
            has_work_packages=Exists(WorkPackage.objects.filter(programme=OuterRef("pk"))),
        )
        .order_by(
            Case(
                *(When(state=state, then=place) for place, state in enumerate(ORDER)),
                output_field=IntegerField(),
            ),
            "-starts",
            "-id",
        )
    )


@dataclass(frozen=True)
class BodyShown:
    """A body with its members."""

    body: Body
    members: Sequence[BodyMember]


@dataclass(frozen=True)
class FigureShown:
    """A figure with all its values, and the shares a bar can show."""

    figure: Figure
    values: Sequence[FigureValue]

    @property
    def differs(self) -> bool:
        """Say whether sources give more than one value of the same meaning."""
        amounts = {(value.meaning, value.amount) for value in self.values}
        return len(amounts) > len({meaning for meaning, _amount in amounts})


@dataclass(frozen=True)
class ProgrammePage:
    """All that the public page of a programme shows beside the programme itself."""

    partners: Sequence[Partner]
    former: Sequence[Partner]
    bodies: Sequence[BodyShown]
    figures: Sequence[FigureShown]
    milestones: Sequence[Milestone]
    editions: Sequence[Edition]
    materials: Sequence[Material]
    thread: Sequence[Step]

    @property
    def cities(self) -> list[Organisation]:
        """Give the organisations with a place on the map, each once, cities of bodies first."""
        found = [member.organisation for shown_body in self.bodies for member in shown_body.members]
        found += [partner.organisation for partner in (*self.partners, *self.former)]
        placed = {o.pk: o for o in found if o.latitude is not None and o.longitude is not None}
        return list(placed.values())

    def figures_of(self, kind: str) -> list[FigureShown]:
        return [row for row in self.figures if row.figure.kind == kind]


def programme_page(programme: Programme, actor: Actor) -> ProgrammePage:
    """Read the page's parts: six queries, however many rows there are.

    Organisations that the actor may not see are left out.
    """
    today = timezone.localdate()
    seen = Organisation.objects.visible_to(actor)
    partners = list(
        programme.partners.filter(organisation__in=seen)
        .select_related("organisation__place", "role")
        .order_by("position", "id")[:MOST]
    )
    over = min(today, last_day(programme.ends)) if programme.ends else today
    former = [row for row in partners if row.over(over.isoformat())]
    milestones = list(programme.milestones.all()[:MOST])
    return ProgrammePage(
        partners=[row for row in partners if row not in former],
        former=former,
        bodies=_bodies(programme, seen),
        figures=_figures(programme),
        milestones=milestones,
        editions=list(programme.editions.all()[:MOST]),
        materials=list(programme.materials.select_related("kind", "language", "file")[:MOST]),
        thread=_thread(programme, milestones, today),
    )


def _bodies(programme: Programme, seen: QuerySet[Organisation]) -> list[BodyShown]:
    """Group the members of all bodies; a body without members is not shown."""
    rows = (
        BodyMember.objects.filter(body__programme=programme, organisation__in=seen)
        .select_related("body__kind", "organisation__place", "role")
        .order_by("body__position", "body_id", "position", "id")[:MOST]
    )
    groups: dict[int, list[BodyMember]] = {}
    for row in rows:
        groups.setdefault(row.body_id, []).append(row)
    return [BodyShown(members[0].body, members) for members in groups.values()]


def _figures(programme: Programme) -> list[FigureShown]:
    rows = (
        FigureValue.objects.filter(figure__programme=programme)
        .select_related("figure__unit")
        .order_by("figure__position", "figure_id", "as_of", "position", "id")[:MOST]
    )
    groups: dict[int, list[FigureValue]] = {}
    for row in rows:
        groups.setdefault(row.figure_id, []).append(row)
    order = FigureValue.Meaning.values  # what was planned stands before what was reached
    for values in groups.values():
        values.sort(key=lambda value: order.index(value.meaning))
    return [FigureShown(values[0].figure, values) for values in groups.values()]


def _thread(programme: Programme, milestones: Sequence[Milestone], today: dt.date) -> list[Step]:
    """Tell where the programme stands: what happened is done, the furthest of a running one is now."""
    reached = {
        row.stage: row for row in milestones if row.stage and first_day(row.happened) <= today
    }
    stages = [stage.code for stage in STAGES if stage.code in reached]
    running = programme.state == State.OPEN
    return [
        Step(
            stage=code,
            state="now" if running and code == stages[-1] else "done",
            url="#milestones",
            note=reached[code].when,
        )
        for code in stages
    ]
