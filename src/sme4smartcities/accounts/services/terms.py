"""Publish the terms of use, and note who agreed to which version."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.facts import TermsAccepted, TermsPublished
from sme4smartcities.accounts.models import Member, TermsAcceptance, TermsVersion
from sme4smartcities.accounts.policies import may_publish_terms
from sme4smartcities.accounts.queries.terms import KEY
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.translated import source_text, with_text

SHIPPED = Path(__file__).parents[1] / "data" / "terms"


def shipped_text() -> dict[str, str]:
    """Read the terms that come with the platform, one file per language."""
    files = {code: SHIPPED / f"{code}.md" for code, _name in settings.LANGUAGES}
    return {code: path.read_text("utf-8").strip() for code, path in files.items() if path.exists()}


@transaction.atomic
def publish_terms(
    *, actor: Actor, texts: Mapping[str, str], changes: Mapping[str, str] | None = None
) -> TermsVersion:
    """Publish a wording; from now on members are asked to agree to it.

    ``texts``: language → Markdown, the first one being the source.
    """
    require(may_publish_terms(actor), _("Only a coordinator can publish terms."))
    if not any(texts.values()):
        raise Refused(_("Write the terms in at least one language."))
    newest = TermsVersion.objects.select_for_update().first()
    version = TermsVersion.objects.create(
        number=newest.number + 1 if newest else 1,
        text=_in_languages(texts),
        changes=_in_languages(changes or {}),
        published_at=timezone.now(),
    )
    transaction.on_commit(lambda: cache.delete(KEY), robust=True)
    record(TermsPublished(actor_id=actor.pk, subject_id=version.pk, number=version.number))
    return version


def _in_languages(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    value: dict[str, dict[str, str]] = {}
    for language, text in texts.items():
        value = with_text(value, language, text) if value else source_text(language, text)
    return value


def current_terms() -> TermsVersion:
    """Give the version in force; a new platform starts with the shipped wording."""
    version = TermsVersion.objects.first()
    return version or publish_terms(actor=SYSTEM, texts=shipped_text())


@transaction.atomic
def accept_terms(*, actor: Member) -> None:
    """Note that the member agrees to the version in force."""
    version = current_terms()
    _row, new = TermsAcceptance.objects.get_or_create(
        member=actor, version=version, defaults={"accepted_at": timezone.now()}
    )
    if new:
        actor.terms_number = version.number
        actor.save(update_fields=["terms_number"])
        record(TermsAccepted(actor_id=actor.pk, subject_id=actor.pk, number=version.number))
