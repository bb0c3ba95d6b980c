"""Give a new house its first coordinator or operator, from the machine itself."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from sme4smartcities.accounts.models import Member, Profile
from sme4smartcities.accounts.services.roles import grant_role
from sme4smartcities.accounts.services.terms import accept_terms
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import SYSTEM


@transaction.atomic
def found(*, email: str, name: str, role: str, language: str = "en") -> Member:
    """Make or find the member with this address and give the role. Raises Refused on a bad address.

    Whoever sits at the machine vouches for the mailbox: it counts as confirmed.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused(_("This is not an e-mail address.")) from error
    member: Member | None = Member.objects.filter(email=email).first()
    if member is None:
        member = Member.objects.create_user(email, name=name, language=language)
        Profile.objects.create(member=member)
        accept_terms(actor=member)
    EmailAddress.objects.update_or_create(
        user=member, email=email, defaults={"verified": True, "primary": True}
    )
    if member.confirmed_at is None:
        member.confirmed_at = timezone.now()
        member.save(update_fields=["confirmed_at"])
    grant_role(actor=SYSTEM, member=member, role=role)
    return member


def password_link(member: Member) -> str:
    """Give the one-time address at which the member chooses a password."""
    key = default_token_generator.make_token(member)
    with override(member.language):
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(member), "key": key},
        )
    return f"{settings.BASE_URL}{path}"
