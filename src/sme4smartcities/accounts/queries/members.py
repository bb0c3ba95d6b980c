"""Find members by their address."""

from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.core import signing

from sme4smartcities.accounts.models import Member


def member_by_address(address: str) -> Member | None:
    """Find the member who signs in with this address, open or closed."""
    member: Member | None = Member.objects.filter(email=address.strip().lower()).first()
    return member


def address_is_free(address: str, member: Member | None = None) -> bool:
    """Say whether nobody else signs in with this address."""
    found = member_by_address(address)
    return found is None or found == member


def address_of_old_link(key: str) -> EmailAddress | None:
    """Find the unconfirmed address of a confirmation link of ours, however old the link is."""
    try:
        number = signing.loads(key, salt=app_settings.SALT)
    except signing.BadSignature:
        return None
    return EmailAddress.objects.filter(pk=number, verified=False).select_related("user").first()
