"""The mails to contacts: the notice of Article 14, and the one invitation."""

from typing import Any

from django.conf import settings
from django.utils import translation

from sme4smartcities.core import formats
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Contact
from sme4smartcities.organisations.services.objecting import objection_token


def write_notice(contact: Contact) -> None:
    """Tell whose data are kept, from where, why, how long, and how to say no."""
    _write(contact, "notice", {})


def write_invitation(contact: Contact) -> None:
    """Ask to join, with the same notice."""
    _write(
        contact, "contact_invitation", {"signup": link("account_signup", language=contact.language)}
    )


def _write(contact: Contact, letter: str, more: dict[str, Any]) -> None:
    url = link("organisations:objection", objection_token(contact), language=contact.language)
    with translation.override(contact.language):
        notice = notice_of(contact)
    send_mail(
        to=contact.email,
        template=f"organisations/mail/{letter}",
        context={**notice, "objection": url, **more},
        language=contact.language,
        key=f"{letter}:{contact.pk}:{contact.revision}",
        unsubscribe_url=url,
    )


def notice_of(contact: Contact) -> dict[str, Any]:
    """Give what Article 14 wants said, as mail and letter show it."""
    return {
        "operator": settings.OPERATOR_NAME or settings.SITE_NAME,
        "operator_page": link("web:contact", language=contact.language),
        "organisation": contact.organisation.name,
        "function": contact.function,
        "name": contact.name,
        "email": contact.email,
        "address": contact.address,
        "source": contact.source,
        "legal_basis": contact.legal_basis.label,
        "collected": formats.day(contact.collected_on),
        "expires": formats.day(contact.expires_on),
    }
