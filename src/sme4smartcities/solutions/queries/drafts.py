"""What a person was writing into a solution and has not saved."""

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.drafting import sections_of
from sme4smartcities.solutions.models import SectionDraft, Solution


def draft_of(member: Member, solution: Solution, section: str) -> SectionDraft | None:
    return solution.drafts.filter(member=member, section=section).first()


def drafts_of(member: Member, solution: Solution) -> set[str]:
    """Give the sections in which the member has typed something that is not saved."""
    return sections_of(solution.drafts.filter(member=member))
