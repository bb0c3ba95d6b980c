"""Addresses that leave the house in mails: whole, and in the language of their reader."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from sme4smartcities.organisations.models import Organisation


def link(name: str, *args: object, language: str) -> str:
    """Give the whole address of a page in one language."""
    with translation.override(language):
        return f"{settings.BASE_URL}{reverse(name, args=args)}"


def link_to(organisation: Organisation, *, language: str) -> str:
    return link("organisations:organisation", organisation.pk, organisation.slug, language=language)
