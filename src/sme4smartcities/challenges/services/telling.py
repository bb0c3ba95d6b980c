"""Followers hear by mail what happens to a challenge: once for each happening, until they stop it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.facts import MailsStopped
from sme4smartcities.challenges.models import Challenge, Follower, Question
from sme4smartcities.challenges.services.letters import tell
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.organisations.links import link

SALT = "challenges.mails"
CHANGED, STEPS = "news-changed", ("news-solved", "news-withdrawn")
AT_ONCE = 50  # mails in one transaction


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Something that followers of a challenge hear of: they are those who followed it at the time.

    ``key`` names it: told again, nobody gets a second mail. ``spared``: members who know already.
    """

    challenge: int
    kind: str
    key: str
    at: datetime
    spared: Sequence[int] = ()


def tell_followers(what: Happening) -> None:
    """Write to all who follow the challenge and can see it."""
    row = Challenge.objects.select_related("owner").filter(pk=what.challenge).first()
    if row is None or (what.kind == CHANGED and not row.is_open):
        return
    text = row.note if what.kind in STEPS else ""
    for batch in _batches(what):
        with transaction.atomic():
            for one in batch:
                if Challenge.objects.visible_to(one.member).filter(pk=row.pk).exists():
                    stop = stop_address(one)
                    tell(one.member, what.kind, row, key=what.key, stop=stop, text=text)


def tell_of_answer(*, question: int, at: datetime, spared: int) -> None:
    """Tell followers of an answer once, however often it is put into better words; the asker has a
    mail of his or her own."""
    row = Question.objects.filter(pk=question, removed_at=None).first()
    if row:
        knowing = [spared, row.asker_id or 0]
        tell_followers(
            Happening(
                challenge=row.challenge_id,
                kind="news-answer",
                key=str(question),
                at=at,
                spared=knowing,
            )
        )


def _batches(what: Happening) -> Iterator[list[Follower]]:
    rows = Follower.objects.filter(
        challenge=what.challenge, since__lt=what.at, mails=True, member__is_active=True
    )
    rows = rows.exclude(member__in=what.spared).select_related("member").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        yield batch
        last = batch[-1].pk


def stop_address(follower: Follower) -> str:
    """Give the address that stops these mails without a sign-in (RFC 8058)."""
    token = signing.dumps([follower.challenge_id, follower.member_id], salt=SALT)
    return link("challenges:stop", token, language=follower.member.language)


def read_token(token: str) -> tuple[int, int]:
    """Give challenge and member of the word in a link. Raises Refused for any other word."""
    try:
        challenge, member = signing.loads(token, salt=SALT)
        return int(challenge), int(member)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise Refused(
            _("This link is not one of ours, or it is damaged. Sign in and stop the mails there.")
        ) from error


@transaction.atomic
def stop_by_link(*, token: str) -> None:
    """Stop the mails about one challenge; a second click changes nothing."""
    challenge, member = read_token(token)
    _set(challenge, member, on=False)


@transaction.atomic
def set_mails(*, actor: Member, challenge: Challenge, on: bool) -> None:
    """Have mails about a challenge that one follows, or none."""
    _set(challenge.pk, actor.pk, on=on)


def _set(challenge: int, member: int, *, on: bool) -> None:
    rows = Follower.objects.filter(challenge=challenge, member=member).exclude(mails=on)
    if rows.update(mails=on):
        record(MailsStopped(actor_id=member, subject_id=challenge, on=on))
