"""Keep what is typed into a section of a solution and not saved; only its writer sees it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.drafting import kept
from sme4smartcities.core.policies import require
from sme4smartcities.solutions.models import SectionDraft, Solution
from sme4smartcities.solutions.policies import may_edit
from sme4smartcities.solutions.services.refusals import NOT_YOURS


@transaction.atomic
def keep_draft(
    *, actor: Member, solution: Solution, section: str, data: Mapping[str, Any], revision: int
) -> SectionDraft:
    require(may_edit(actor, solution), NOT_YOURS)
    return kept(solution.drafts, member=actor, section=section, data=data, revision=revision)


def drop_draft(*, actor: Member, solution: Solution, section: str) -> None:
    SectionDraft.objects.filter(solution=solution, member=actor, section=section).delete()
