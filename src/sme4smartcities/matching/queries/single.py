"""One match by the two sides that its address names, with the reader's own rights."""

from collections.abc import Mapping

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.alike import like_match, partner_match
from sme4smartcities.matching.queries.consulting import challenge_to_solve, has_consulted
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.lens import Lens, lens_of
from sme4smartcities.matching.queries.matches import OFFERS, market_of
from sme4smartcities.matching.queries.own import own_organisation
from sme4smartcities.matching.queries.reach import reaches_of
from sme4smartcities.matching.queries.shown import NO_CARDS, Line, Told, offered, told, wanted
from sme4smartcities.organisations.models import Organisation

KINDS = {
    "organisation": frozenset({"challenge", "organisation"}),
    "challenge": frozenset({"challenge", "solution", "organisation"}),
}


def side_of(actor: Actor, own: Subject, shown: Subject) -> Organisation | Challenge | None:
    """Give the reader's own side of a match, where it is one's own and such matches exist."""
    if shown.kind not in KINDS.get(own.kind, ()) or own == shown:
        return None
    if own.kind == "organisation":
        return own_organisation(actor, own.id)
    challenge = challenge_to_solve(actor, own.id)
    return challenge if challenge and may_consult(actor, challenge) else None


def must_consult(side: Organisation | Challenge, shown: Subject) -> bool:
    """Say whether this is a look at the market that has not been noted yet."""
    return isinstance(side, Challenge) and shown.kind in OFFERS and not has_consulted(side)


def card_of(actor: Actor, subject: Subject) -> SubjectCard | None:
    return cards_for(actor, [subject]).get(subject)


def match_told(
    actor: Actor,
    side: Organisation | Challenge,
    shown: Subject,
    known: Mapping[Subject, SubjectCard] = NO_CARDS,
) -> Told | None:
    """Give the match of the reader's side with what is shown; None where there is none to tell.

    That nobody offers it, that a barrier stands between, and that one of the two does not want to
    be suggested look the same.
    """
    lens = lens_of(actor)
    line = _line(side, shown, lens)
    return next(iter(told(actor, [line], lens, known)), None) if line else None


def _line(side: Organisation | Challenge, shown: Subject, lens: Lens) -> Line | None:
    if isinstance(side, Organisation):
        if shown.kind == "challenge":
            return _answer(side, shown.id, lens)
        found = partner_match(side, shown.id, lens)
    elif shown.kind == "challenge":
        found = like_match(side, shown.id, lens)
    else:
        found = market_of(side).through(Lens(muted=lens.muted)).match_with(shown)
    return offered(found) if found else None


def _answer(side: Organisation, number: int, lens: Lens) -> Line | None:
    """Give a challenge that the organisation could answer, as it was judged last."""
    rows = Fit.objects.filter(organisation=side, challenge__in=Challenge.objects.published())
    row = rows.select_related("challenge").filter(challenge=number).first()
    one = match_of(row, lens.muted) if row else None
    if row is None or one is None:
        return None
    owner = row.challenge.owner_id
    return wanted(one, side.pk) if reaches_of([side.pk, owner]).lets(side.pk, owner) else None
