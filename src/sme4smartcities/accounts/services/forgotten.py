"""Answer who forgot the password. A job does it, so that the page answers alike and as fast to all."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from sme4smartcities.accounts.queries import member_by_address
from sme4smartcities.accounts.secrets_at_rest import open_sealed, seal
from sme4smartcities.accounts.services.letters import may_write_to_stranger, write_to_address
from sme4smartcities.core.jobs import task


def ask_for_new_password(address: str) -> None:
    """Take the wish down; whether anybody has this address is looked up later."""
    answer_forgotten_password.enqueue(seal(address), get_language() or "en")


@task
def answer_forgotten_password(sealed_address: str, language: str) -> None:
    """Write to the address: a link to its member, a word of advice to anybody else."""
    address = open_sealed(sealed_address)
    if not may_write_to_stranger(address):
        return
    member = member_by_address(address)
    with translation.override(member.language if member else language):
        if member is None or not member.is_active:
            url = settings.BASE_URL + reverse("account_signup")
            write_to_address(address, "no_account", context={"url": url})
            return
        token = default_token_generator.make_token(member)
        path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(member), token])
        context = {"name": member.name, "url": settings.BASE_URL + path}
        write_to_address(address, "reset_password", context=context)
