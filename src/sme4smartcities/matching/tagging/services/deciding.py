"""A person says yes to a suggested term, no, or takes the no back."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.services import add_term as add_to_challenge
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.tagging.facts import TagAllowed, TagConfirmed, TagFact, TagRefused
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.queries.carriers import CARRIERS, row_of
from sme4smartcities.organisations.services.profile import add_term as add_to_organisation
from sme4smartcities.solutions.services.solutions import add_term as add_to_solution
from sme4smartcities.vocabularies.models import Term

NOT_YOURS = _("Only those who write this say which terms fit it.")
GONE = _("This is not suggested any more. Load the page again.")

Add = Callable[..., Any]
ADD: Mapping[str, Add] = {
    "challenge": lambda row, **said: add_to_challenge(challenge=row, **said),
    "solution": lambda row, **said: add_to_solution(solution=row, **said),
    "organisation": lambda row, **said: add_to_organisation(organisation=row, **said),
}


@transaction.atomic
def confirm_tag(*, actor: Actor, subject: Subject, term: Term) -> None:
    """State the term in the subject's own feature, as if it had been chosen there."""
    held, row = _opened(actor, subject)
    vocabulary = term.vocabulary.code
    place = _place(held, vocabulary, term.code)
    facet = CARRIERS[subject.kind].facets[vocabulary]
    ADD[subject.kind](row, actor=actor, facet=facet, term=term)
    held.found = [one for one in held.found if one[:2] != [vocabulary, term.code]]
    held.save(update_fields=["found"])
    _record(TagConfirmed, actor, held, term, place=place)


@transaction.atomic
def refuse_tag(*, actor: Actor, subject: Subject, term: Term) -> None:
    """Suggest the term no more for this subject, until somebody takes that back."""
    held, _row = _opened(actor, subject)
    named = [term.vocabulary.code, term.code]
    _place(held, *named)
    held.found = [one for one in held.found if one[:2] != named]
    held.refused = [*held.refused, named]
    held.save(update_fields=["found", "refused"])
    _record(TagRefused, actor, held, term)


@transaction.atomic
def allow_tag(*, actor: Actor, subject: Subject, term: Term) -> None:
    """Take a no back: the term stands among the suggestions again, if the texts still speak of it."""
    held, _row = _opened(actor, subject)
    named = [term.vocabulary.code, term.code]
    if named not in held.refused:
        return
    held.refused = [one for one in held.refused if one != named]
    held.found = [*held.found, [*named, []]]
    held.save(update_fields=["found", "refused"])
    _record(TagAllowed, actor, held, term)


def _opened(actor: Actor, subject: Subject) -> tuple[Suggestion, Any]:
    """Fetch the suggestions for writing, as one who may write their subject."""
    row = row_of(actor, subject)
    require(row is not None and CARRIERS[subject.kind].may(actor, row), NOT_YOURS)
    rows = Suggestion.objects.select_for_update()
    held = rows.filter(kind=subject.kind, subject_id=subject.id).first()
    if held is None:
        raise Refused(GONE)
    return held, row


def _place(held: Suggestion, vocabulary: str, code: str) -> int:
    """Say where a term stands among those of its list. Raises Refused where it does not."""
    codes = [one[1] for one in held.found if one[0] == vocabulary]
    if code not in codes:
        raise Refused(GONE)
    return codes.index(code) + 1


def _record(fact: type[TagFact], actor: Actor, held: Suggestion, term: Term, **more: int) -> None:
    record(
        fact(
            actor_id=actor.pk,
            subject_id=held.pk,
            kind=held.kind,
            about_id=held.subject_id,
            term_id=term.pk,
            **more,
        )
    )
