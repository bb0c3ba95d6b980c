"""Which solution a reader sees, and everything that its page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.core.panels import asked_once_a_page
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.programmes.models import Programme
from sme4smartcities.solutions.models import (
    FRESH,
    Answer,
    Facet,
    Film,
    Solution,
    SolutionOwner,
    SolutionQuerySet,
)
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term_with_id


def whole() -> SolutionQuerySet:
    """Give solutions with their owners, each with its organisation. Two queries."""
    owners = SolutionOwner.objects.select_related("organisation__logo")
    return Solution.objects.select_related("programme").prefetch_related(Prefetch("owners", owners))


@asked_once_a_page
def solution_for(actor: Actor, number: int) -> Solution | None:
    """Give a solution that the actor may see. ``has_answers``: its owners name challenges;
    ``has_films``: there are films of it."""
    rows = whole().filter(pk__in=Solution.objects.visible_to(actor), pk=number)
    return rows.annotate(
        has_answers=Exists(Answer.objects.filter(solution=OuterRef("pk"))),
        has_films=Exists(Film.objects.filter(solution=OuterRef("pk"))),
    ).first()


def own_solutions(actor: Actor) -> list[Solution]:
    """Give what the actor's organisations offer, what was written last first."""
    rows = whole().filter(pk__in=Solution.objects.owned_by(actor))
    return list(rows.order_by("-updated_at", "-pk")[:200])


def missing_for_publishing(solution: Solution) -> list[str]:
    """Say what a solution still lacks that cities read first."""
    needed = [
        (solution.title, _("a name")),
        (solution.summary, _("one or two sentences that sum it up")),
        (solution.problem, _("the problem it answers")),
        (solution.does, _("what it does")),
    ]
    return [words for value, words in needed if not shown(value).text]


def wanting(solution: Solution, statements: "Statements") -> list[str]:
    """Say what readers look for and do not find yet; nothing of it stands against publishing."""
    looked_for = [
        (statements.of(Facet.DOMAIN), _("the fields it belongs to, by which cities filter")),
        (statements.of(Facet.OFFERS), _("what it offers, in the words of the list")),
        (solution.trl, _("its readiness")),
        (shown(solution.provides).text, _("what the city must provide")),
        (solution.price_model, _("how it is paid")),
        (shown(solution.accessibility).text, _("how accessible it is")),
    ]
    return [words for there, words in looked_for if not there]


@dataclass(frozen=True)
class Statements:
    """The terms of one solution, facet by facet."""

    terms: Sequence[tuple[str, Term]]

    def of(self, facet: str) -> list[Term]:
        return [term for held, term in self.terms if held == facet]

    @cached_property
    def domain(self) -> list[Term]:
        return self.of(Facet.DOMAIN)

    @cached_property
    def offers(self) -> list[Term]:
        return self.of(Facet.OFFERS)

    @cached_property
    def territory(self) -> list[Term]:
        return self.of(Facet.TERRITORY)

    @cached_property
    def sdg(self) -> list[Term]:
        return self.of(Facet.SDG)

    @cached_property
    def language(self) -> list[Term]:
        return self.of(Facet.LANGUAGE)

    @cached_property
    def certificate(self) -> list[Term]:
        return self.of(Facet.CERTIFICATE)

    @cached_property
    def cpv(self) -> list[Term]:
        return self.of(Facet.CPV)


def statements_of(solution: Solution) -> Statements:
    rows = solution.terms.order_by("pk").values_list("facet", "term_id")
    return Statements([(facet, term) for facet, pk in rows if (term := term_with_id(pk))])


def offering(solution: Solution) -> set[int]:
    """Give the ids of the organisations that offer it; no query for a whole one."""
    return {one.organisation_id for one in solution.owners.all() if one.accepted_at}


def listed_owners(solution: Solution) -> list[Organisation]:
    """Give the organisations that offer it and stand in the directory; no query for a whole one."""
    offered = [one.organisation for one in solution.owners.all() if one.accepted_at]
    return [one for one in offered if one.state == Standing.LISTED]


def seen_owners(solution: Solution, actor: Actor) -> list[Organisation]:
    """Give the organisations that offer it, those that the actor may see. One query where one of
    them is not listed."""
    offered = [one.organisation for one in solution.owners.all() if one.accepted_at]
    if all(one.state == Standing.LISTED for one in offered):
        return offered
    seen = set(
        Organisation.objects.visible_to(actor)
        .filter(pk__in=[one.pk for one in offered])
        .values_list("pk", flat=True)
    )
    return [one for one in offered if one.pk in seen]


def choosable_programmes(actor: Actor, solution: Solution) -> list[Programme]:
    """Give the programmes from which a solution can come: of its layer, and seen by the actor."""
    rows = Programme.objects.visible_to(actor).filter(layer=solution.layer)
    kept = Q(pk=solution.programme_id) if solution.programme_id else Q()
    return list(Programme.objects.filter(Q(pk__in=rows) | kept).order_by("-starts", "-pk")[:100])


def offering_choices(actor: Actor) -> list[Organisation]:
    """Give the organisations in whose name the actor can offer something."""
    rows = Organisation.objects.managed_by(actor).exclude(layer=Layer.RECORD)
    return list(rows.order_by("sort_key", "pk")[:100])


def stale_solutions() -> SolutionQuerySet:
    """Give what nobody has looked through for a year and nobody was asked about since."""
    return (
        Solution.objects.published()
        .exclude(layer=Layer.RECORD)
        .filter(confirmed_at__lt=timezone.now() - FRESH, reminded_at=None)
        .order_by("pk")
    )


def may_see_files(actor: Actor, number: int) -> bool:
    """Say whether the actor may open the pictures of a solution that is not public."""
    return Solution.objects.visible_to(actor).filter(pk=number).exists()
