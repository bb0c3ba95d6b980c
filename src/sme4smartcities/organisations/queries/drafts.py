"""What a person was writing and has not saved."""

from sme4smartcities.accounts.models import Member
from sme4smartcities.organisations.models import Organisation, ProfileDraft


def draft_of(member: Member, organisation: Organisation, section: str) -> ProfileDraft | None:
    return ProfileDraft.objects.filter(
        organisation=organisation, member=member, section=section
    ).first()
