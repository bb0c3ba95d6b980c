"""Keep what is typed into a section of the Studio and not saved; only its writer sees it."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge, SectionDraft
from sme4smartcities.challenges.policies import may_edit
from sme4smartcities.challenges.services.refusals import NOT_YOURS
from sme4smartcities.core.drafting import kept
from sme4smartcities.core.policies import require


@transaction.atomic
def keep_draft(
    *,
    actor: Member,
    challenge: Challenge,
    section: str,
    data: Mapping[str, Any],
    revision: int,
) -> SectionDraft:
    require(may_edit(actor, challenge), NOT_YOURS)
    return kept(challenge.drafts, member=actor, section=section, data=data, revision=revision)


def drop_drafts(*, actor: Member, challenge: Challenge, sections: Collection[str]) -> None:
    SectionDraft.objects.filter(challenge=challenge, member=actor, section__in=sections).delete()
