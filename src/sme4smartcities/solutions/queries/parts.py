"""Where a solution was used, what cities say of it, its pictures, and whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.thread import Step
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.programmes.coast import Dot, dots
from sme4smartcities.solutions.models import (
    Endorsement,
    Picture,
    Reference,
    Solution,
    SolutionOwner,
)
from sme4smartcities.solutions.policies import may_answer, may_endorse


@dataclass(frozen=True)
class Used:
    """The references of a solution with the words of cities: its story so far."""

    references: Sequence[Reference]
    endorsements: Sequence[Endorsement]
    pictures: Sequence[Picture]

    @cached_property
    def dots(self) -> list[Dot]:
        return dots(self.references)

    @cached_property
    def thread(self) -> list[Step]:
        """Tell where it stands between need and replication, by what is stated here alone."""
        stages = {row.stage for row in self.references}
        proven = any(shown(row.result).text for row in self.references)
        where = {(row.organisation_id, row.authority, row.place_id) for row in self.references}
        reached = (
            ("pilot", Reference.Stage.PILOT in stages, "#references"),
            ("evidence", proven, "#references"),
            ("evidence", bool(self.endorsements), "#endorsements"),
            ("procurement", Reference.Stage.USED in stages, "#references"),
            ("replication", len(where) > 1, "#references"),
        )
        steps = {code: url for code, there, url in reached if there}
        return [Step(stage=code, state="done", url=url) for code, url in steps.items()]


def used(solution: Solution, actor: Actor) -> Used:
    """Read what hangs on a solution: three queries. Hidden organisations are not named."""
    seen = Organisation.objects.visible_to(actor)
    references = list(solution.references.select_related("organisation", "place"))
    numbers = {row.organisation_id for row in references if row.organisation_id}
    named = set(seen.filter(pk__in=numbers).values_list("pk", flat=True)) if numbers else set()
    for row in references:
        if row.organisation_id not in named:
            row.organisation = None
    endorsements = solution.endorsements.filter(
        state=Endorsement.State.GIVEN, organisation__state=Standing.LISTED
    )
    return Used(
        references=[row for row in references if row.title],
        endorsements=list(endorsements.select_related("organisation__logo")),
        pictures=list(solution.pictures.select_related("file")),
    )


def references(solution: Solution) -> list[Reference]:
    return list(solution.references.select_related("organisation", "place"))


def reference_of(solution: Solution, number: int) -> Reference | None:
    rows = solution.references.select_related("solution", "organisation", "place__territory")
    return rows.filter(pk=number).first()


def picture_of(solution: Solution, number: int) -> Picture | None:
    return solution.pictures.select_related("solution", "file").filter(pk=number).first()


def pictures(solution: Solution) -> list[Picture]:
    return list(solution.pictures.select_related("file"))


def owners_of(solution: Solution) -> list[SolutionOwner]:
    return list(solution.owners.select_related("organisation"))


def endorsements_of(solution: Solution) -> list[Endorsement]:
    """Give all endorsements as its owners see them, unanswered and declined ones too."""
    return list(solution.endorsements.select_related("organisation"))


def owner_of(solution: Solution, number: int) -> SolutionOwner | None:
    rows = solution.owners.select_related("organisation", "solution")
    return rows.filter(pk=number).first()


def endorsement_of(solution: Solution, number: int) -> Endorsement | None:
    rows = solution.endorsements.select_related("organisation__kind", "solution")
    return rows.filter(pk=number).first()


def own_parts(solution: Solution, actor: Actor) -> list[SolutionOwner]:
    """Give the places among the owners that the actor's organisations have or are offered."""
    rows = solution.owners.select_related("organisation")
    return [row for row in rows if may_answer(actor, row)]


def asked_endorsements(solution: Solution, actor: Actor) -> list[Endorsement]:
    """Give the endorsements that the actor's organisations gave or are asked for."""
    rows = solution.endorsements.select_related("organisation__kind")
    return [row for row in rows if may_endorse(actor, row)]
