"""What happened to a challenge so far, and where its golden thread leads on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sme4smartcities.challenges.models import Challenge, State, Supporter
from sme4smartcities.challenges.queries.support import Shown
from sme4smartcities.core import formats
from sme4smartcities.core.thread import Moment, Step, in_order, leading_on


def story_of(row: Challenge, supporters: Sequence[Shown], told: Sequence[Moment]) -> list[Moment]:
    """Tell it in the order of time; ``told``: what other features know of it."""
    if row.is_record:
        return [Moment(words=_("The challenge is named in public")), *told]
    own = [Moment(words=_("Writing began"), at=row.created_at)]
    own += [_joined(one.row) for one in supporters if one.row.state == Supporter.State.JOINED]
    if row.published_at:
        own.append(Moment(words=pgettext("challenge", "Published"), at=row.published_at))
    if row.state not in (State.DRAFT, State.PUBLISHED) and row.moved_at:
        own.append(Moment(words=row.get_state_display(), at=row.moved_at))
    return in_order([*own, *told])


def _joined(row: Supporter) -> Moment:
    words = _("%(organisation)s supports it") % {
        "organisation": formats.isolated(row.organisation.title)
    }
    return Moment(
        words=words, at=row.decided_at or row.asked_at, url=row.organisation.get_absolute_url()
    )


def thread_of(row: Challenge, told: Sequence[Moment] = ()) -> list[Step]:
    """Say where the challenge stands on the way from need to solution, with links to its neighbours."""
    done = row.state in (State.SOLVED, State.ARCHIVED)
    when = formats.day(row.published_at.date()) if row.published_at else ""
    step = Step(stage="challenge", state="done" if done else "now", note=when)
    return leading_on([step], told)
