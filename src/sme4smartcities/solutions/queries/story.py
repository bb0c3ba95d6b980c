"""What happened to a solution so far, and what it adds to the story of the challenges it answers."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sme4smartcities.core.formats import isolated, number
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.thread import Moment, in_order
from sme4smartcities.core.translated import shown
from sme4smartcities.solutions.models import Answer, Solution
from sme4smartcities.solutions.queries.answers import answering
from sme4smartcities.solutions.queries.parts import Used


def story_of(
    solution: Solution, used: Used, answers: Sequence[Answer], told: Sequence[Moment]
) -> list[Moment]:
    """Tell it in the order of time; ``told``: what other features know of it."""
    own = [_answers(one) for one in answers]
    own += [
        Moment(
            words=_("%(organisation)s stands by it")
            % {"organisation": isolated(one.organisation.title)},
            at=one.answered_at,
            url="#endorsements",
        )
        for one in used.endorsements
    ]
    if solution.published_at:
        own.append(Moment(words=pgettext("solution", "Published"), at=solution.published_at))
        if solution.confirmed_at.date() > solution.published_at.date():
            own.append(Moment(words=_("Found still right"), at=solution.confirmed_at))
    return in_order([*own, *told])


def _answers(row: Answer) -> Moment:
    """Tell which challenge it answers; by it the strip leads back to the need."""
    title = shown(row.challenge.title).text
    return Moment(
        words=_("It offers an answer to “%(challenge)s”") % {"challenge": isolated(title)},
        at=row.stated_at,
        url=row.challenge.get_absolute_url(),
        stage="challenge",
        state="done",
        note=row.challenge.owner.title,
    )


def tell_of_challenge(actor: Actor, subject: Subject) -> Iterable[Moment]:
    """Add to a challenge's story which solutions offer an answer; the strip leads to them."""
    if subject.kind != "challenge":
        return
    found = answering(actor, subject.id).stated
    note = ngettext("%(n)s answer offered", "%(n)s answers offered", len(found))
    for one in found:
        title = shown(one.title).text
        yield Moment(
            words=_("“%(solution)s” offers an answer") % {"solution": isolated(title)},
            at=getattr(one, "stated_at", None),
            url=one.get_absolute_url(),
        )
    if found:
        yield Moment(stage="application", url="#answers", note=note % {"n": number(len(found))})
