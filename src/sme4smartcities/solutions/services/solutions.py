"""Start a solution, write its sections, take it from state to state, delete it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.search.services import drop
from sme4smartcities.core.translated import shown
from sme4smartcities.core.uploads.services import discard_all
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services.revising import revise
from sme4smartcities.solutions import facts
from sme4smartcities.solutions.lifecycle import DELETABLE, STEPS
from sme4smartcities.solutions.models import Facet, Maker, Solution, SolutionOwner, State
from sme4smartcities.solutions.policies import may_edit, may_offer
from sme4smartcities.solutions.queries.solutions import missing_for_publishing
from sme4smartcities.solutions.services.files import follow_state
from sme4smartcities.solutions.services.refusals import NOT_YOUR_ORGANISATION, NOT_YOURS
from sme4smartcities.solutions.services.terms import write_terms
from sme4smartcities.vocabularies.models import Term

SECTIONS: Mapping[str, frozenset[str]] = {
    "about": frozenset({"title", "summary", "problem", "does", "how", "audience"}),
    "use": frozenset(
        {
            "trl",
            "evidence",
            "price_model",
            "price",
            "provides",
            "standards",
            "accessibility",
            "website",
            "programme",
        }
    ),
    "tags": frozenset(),
}
MOVED = {
    "publish": facts.SolutionPublished,
    "withdraw": facts.SolutionWithdrawn,
    "archive": facts.SolutionArchived,
    "reopen": facts.SolutionPublished,
}
OFF_SEARCH = (State.WITHDRAWN, State.ARCHIVED)


@transaction.atomic
def create_solution(
    *, actor: Actor, organisation: Organisation, title: Mapping[str, Any], language: str
) -> Solution:
    """Start a draft in the name of an organisation, which owns it. ``language``: of its texts."""
    require(may_offer(actor, organisation), NOT_YOUR_ORGANISATION)
    solution = Solution(
        title=title,
        source_language=language,
        layer=organisation.layer,
        confirmed_at=timezone.now(),
    )
    _check(solution)
    solution.save()
    SolutionOwner.objects.create(
        solution=solution,
        organisation=organisation,
        asked_by_id=actor.pk,
        accepted_at=timezone.now(),
    )
    record(
        facts.SolutionCreated(
            actor_id=actor.pk, subject_id=solution.pk, organisation_id=organisation.pk
        )
    )
    return solution


@transaction.atomic
def edit_solution(
    *,
    actor: Actor,
    solution: Solution,
    section: str,
    values: Mapping[str, Any],
    terms: Mapping[Facet, Sequence[Term]] | None = None,
    revision: int | None = None,
    draft: str = "",
) -> Solution:
    """Write one section; facets that are not named stay. Raises Stale when somebody was faster.

    ``draft``: the one of the writer that has served then.
    """
    if unknown := set(values) - SECTIONS[section]:
        raise TypeError(f"The section {section} has no such field: {sorted(unknown)}")
    row = opened(actor, solution)
    revise(row, values, revision)
    _check(row)
    for facet, chosen in (terms or {}).items():
        write_terms(row, facet, chosen)
    if draft:
        row.drafts.filter(member_id=actor.pk or 0, section=draft).delete()
    close(actor, row, section)
    return row


@transaction.atomic
def add_term(*, actor: Actor, solution: Solution, facet: str, term: Term) -> Solution:
    """State one thing more; what stands there already changes nothing."""
    row = opened(actor, solution)
    rows = row.terms.filter(facet=facet).select_related("term__vocabulary")
    held = [one.term for one in rows]
    if term in held:
        return row
    return edit_solution(
        actor=actor,
        solution=row,
        section="tags",
        values={},
        terms={Facet(facet): [*held, term]},
    )


def opened(actor: Actor, solution: Solution) -> Solution:
    """Fetch the row for writing, as one who may."""
    row = Solution.objects.select_for_update(of=("self",)).get(pk=solution.pk)
    require(may_edit(actor, row), NOT_YOURS)
    return row


def close(actor: Actor, row: Solution, section: str) -> None:
    """Save; who has just written a solution has looked it through."""
    row.confirmed_at, row.reminded_at = timezone.now(), None
    row.full_clean()
    row.save()
    record(facts.SolutionEdited(actor_id=actor.pk, subject_id=row.pk, section=section))


def _check(row: Solution) -> None:
    if not shown(row.title).text:
        raise Refused(_("Give the solution a name."))
    if row.is_public and (missing := missing_for_publishing(row)):
        raise Refused(
            _("A published solution keeps what cities read first: %(missing)s.")
            % {"missing": "; ".join(missing)}
        )
    if row.programme and not _fits(row, row.programme):
        raise Refused(_("Real solutions, the record and examples do not mix in one programme."))


def _fits(row: Solution, programme: Programme) -> bool:
    return row.layer == programme.layer


@transaction.atomic
def move_solution(*, actor: Actor, solution: Solution, act: str) -> Solution:
    """Take the solution a step on: publish, withdraw, archive, reopen."""
    step = STEPS[act]
    row = opened(actor, solution)
    elsewhere = _(
        "The solution is in the state “%(state)s”; this step does not lead on from there."
    )
    if not is_due(step, row.state, Refused(elsewhere % {"state": row.get_state_display()})):
        return row
    row.state = step.target
    if row.state == State.PUBLISHED:
        _check(row)
        row.published_at = row.published_at or timezone.now()
        row.confirmed_at, row.reminded_at = timezone.now(), None
    row.turn_page(None)
    row.save()
    if row.state in OFF_SEARCH:
        drop(row.subject)
    follow_state(actor=actor, solution=row)
    record(MOVED[act](actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def confirm_solution(*, actor: Actor, solution: Solution) -> Solution:
    """Note that an owner found it still right."""
    row = opened(actor, solution)
    row.confirmed_at, row.reminded_at = timezone.now(), None
    row.save(update_fields=["confirmed_at", "reminded_at"])
    record(facts.SolutionConfirmed(actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def delete_solution(*, actor: Actor, solution: Solution) -> None:
    """Delete a draft or what was withdrawn, with all it holds; what cities can read is withdrawn first."""
    row = opened(actor, solution)
    if row.state not in DELETABLE:
        raise Refused(_("Withdraw the solution first: others may be reading it."))
    number = row.pk
    drop(row.subject)
    row.pictures.all().delete()  # before their files, which they keep
    discard_all(row.subject)
    row.delete()
    record(facts.SolutionDeleted(actor_id=actor.pk, subject_id=number))


@transaction.atomic
def enter_record(
    *,
    title: Mapping[str, Any],
    owners: Sequence[Organisation],
    makers: Sequence[Maker] = (),
    **values: Any,
) -> Solution:
    """Enter a published solution of a closed programme, with sourced facts only; owners may be unknown.

    ``makers``: unsaved rows of who built it, each with its source.
    """
    now = timezone.now()
    told = {"published_at": now, "confirmed_at": now, **values}
    row = Solution(title=title, layer=Layer.RECORD, state=State.PUBLISHED, **told)
    row.full_clean()
    row.save()
    SolutionOwner.objects.bulk_create(
        SolutionOwner(solution=row, organisation=one, position=position, accepted_at=timezone.now())
        for position, one in enumerate(owners)
    )
    for maker in makers:
        maker.solution = row
        maker.full_clean()
        maker.save()
    record(facts.SolutionPublished(actor_id=SYSTEM.pk, subject_id=row.pk))
    return row
