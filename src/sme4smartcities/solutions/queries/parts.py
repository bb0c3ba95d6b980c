"""Where a solution was used, what cities say of it, its pictures and films, and whom it concerns."""

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
    Film,
    Maker,
    Picture,
    Reference,
    Solution,
    SolutionOwner,
)
from sme4smartcities.solutions.policies import may_answer, may_edit, may_endorse


@dataclass(frozen=True)
class Used:
    """The references of a solution with the words of cities: its story so far."""

    references: Sequence[Reference]
    endorsements: Sequence[Endorsement]
    pictures: Sequence[Picture]
    films: Sequence[Film]
    makers: Sequence[Maker]

    @cached_property
    def dots(self) -> list[Dot]:
        return dots(self.references)

    @cached_property
    def thread(self) -> list[Step]:
        """Tell where it stands between need and replication, by what is stated here alone."""
        stages = {row.stage for row in self.references}
        proven = any(shown(row.result).text for row in self.references)
        where = {(row.organisation_id, row.authority, row.place_id) for row in self.references}
        in_use = bool(stages & {Reference.Stage.USED, Reference.Stage.ENDED})
        reached = (
            ("pilot", Reference.Stage.PILOT in stages, "#references"),
            ("evidence", proven, "#references"),
            ("evidence", bool(self.endorsements), "#endorsements"),
            ("procurement", Reference.Stage.USED in stages, "#references"),
            ("replication", in_use and len(where) > 1, "#references"),
        )
        steps = {code: url for code, there, url in reached if there}
        return [Step(stage=code, state="done", url=url) for code, url in steps.items()]


def used(solution: Solution, actor: Actor) -> Used:
    """Read what hangs on a solution: three queries, one more for a record, one more for films.
    Hidden organisations are not named."""
    endorsements = solution.endorsements.filter(
        state=Endorsement.State.GIVEN, organisation__state=Standing.LISTED
    )
    return Used(
        references=named_references(references(solution), actor),
        endorsements=list(endorsements.select_related("organisation__logo")),
        pictures=list(solution.pictures.select_related("file")),
        films=list(solution.films.all()) if getattr(solution, "has_films", True) else [],
        makers=list(solution.makers.all()) if solution.is_record else [],
    )


def named_references(rows: Sequence[Reference], actor: Actor) -> list[Reference]:
    """Leave out the names of organisations that the actor may not see. One query at most."""
    numbers = {row.organisation_id for row in rows if row.organisation_id}
    seen = Organisation.objects.visible_to(actor).filter(pk__in=numbers)
    named = set(seen.values_list("pk", flat=True)) if numbers else set()
    for row in rows:
        if row.organisation_id not in named:
            row.organisation = None
    return [row for row in rows if row.title]


def references(solution: Solution) -> list[Reference]:
    return list(solution.references.select_related("organisation", "place"))


def reference_of(solution: Solution, number: int) -> Reference | None:
    rows = solution.references.select_related("solution", "organisation", "place__territory")
    return rows.filter(pk=number).first()


def pictures(solution: Solution) -> list[Picture]:
    return list(solution.pictures.select_related("file"))


def picture_of(solution: Solution, number: int) -> Picture | None:
    return solution.pictures.select_related("solution", "file").filter(pk=number).first()


def films(solution: Solution) -> list[Film]:
    return list(solution.films.all())


def film_of(solution: Solution, number: int) -> Film | None:
    return solution.films.select_related("solution").filter(pk=number).first()


def owners_of(solution: Solution) -> list[SolutionOwner]:
    return list(solution.owners.select_related("organisation"))


def endorsements_of(solution: Solution) -> list[Endorsement]:
    """Give all endorsements as its owners see them, unanswered and declined ones too."""
    return list(solution.endorsements.select_related("organisation"))


def seen_places(solution: Solution, actor: Actor) -> list[SolutionOwner]:
    """Give all places among the owners for those who write it, else the actor's own."""
    return owners_of(solution) if may_edit(actor, solution) else own_parts(solution, actor)


def seen_endorsements(solution: Solution, actor: Actor) -> list[Endorsement]:
    """Give the endorsements in every state for those who write it, else the actor's own."""
    if may_edit(actor, solution):
        return endorsements_of(solution)
    return asked_endorsements(solution, actor)


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
