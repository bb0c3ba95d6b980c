"""What the pages over many features write: the coordinator's pages, the manual's place in the index."""

from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core.editing import STALE
from sme4smartcities.core.errors import Refused, Stale
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop, reindex
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.web.facts import PagePublished, PageRemoved, PageWithdrawn, PageWritten
from sme4smartcities.web.models import Page
from sme4smartcities.web.policies import may_write_pages


def _require(actor: Actor) -> None:
    require(may_write_pages(actor), _("Only the coordinator writes these pages."))


@transaction.atomic
def create_page(*, actor: Actor, slug: str, language: str, title: str, body: str) -> Page:
    """Begin a page in one language; nobody else sees it until it is published."""
    _require(actor)
    page = Page(slug=slug, titles=source_text(language, title), bodies=source_text(language, body))
    page.full_clean()
    page.save()
    record(PageWritten(actor_id=actor.pk, subject_id=page.pk, language=language))
    return page


@transaction.atomic
def write_page(
    *, actor: Actor, page: Page, language: str, title: str, body: str, expected: int | None
) -> Page:
    """Write a page in one language; empty text takes that language out.

    ``expected`` is the revision the writer had on screen. Raises Conflict with both texts when
    somebody else was faster, and Refused when no language would be left.
    """
    _require(actor)
    page = Page.objects.select_for_update().get(pk=page.pk)
    if expected is not None and expected != page.revision:
        raise Stale(STALE, texts=_differences(page, language, title, body))
    page.titles = with_text(page.titles, language, title)
    page.bodies = with_text(page.bodies, language, body)
    if not page.titles:
        raise Refused(
            _("A page needs a title in at least one language. To be rid of it, remove it.")
        )
    page.turn_page(expected)
    page.save()
    record(PageWritten(actor_id=actor.pk, subject_id=page.pk, language=language))
    return page


def _differences(page: Page, language: str, title: str, body: str) -> dict[str, tuple[str, str]]:
    saved = {
        _("Title"): (page.titles.get(language, {}).get("text", ""), title),
        _("Text"): (page.bodies.get(language, {}).get("text", ""), body),
    }
    return {name: pair for name, pair in saved.items() if pair[0] != pair[1]}


@transaction.atomic
def publish_page(*, actor: Actor, page: Page) -> None:
    _require(actor)
    if Page.objects.filter(pk=page.pk, published=False).update(published=True):
        record(PagePublished(actor_id=actor.pk, subject_id=page.pk))


@transaction.atomic
def withdraw_page(*, actor: Actor, page: Page) -> None:
    """Hide a page from everybody but coordinators, the search at once."""
    _require(actor)
    if Page.objects.filter(pk=page.pk, published=True).update(published=False):
        drop(page.subject)
        record(PageWithdrawn(actor_id=actor.pk, subject_id=page.pk))


@transaction.atomic
def remove_page(*, actor: Actor, page: Page) -> None:
    _require(actor)
    subject = page.subject
    gone, _models = Page.objects.filter(pk=page.pk).delete()
    if gone:
        drop(subject)
        record(PageRemoved(actor_id=actor.pk, subject_id=subject.id))


def index_manual() -> None:
    """Make the manual of this release findable, and what it no longer holds not."""
    reindex(["manual"])
