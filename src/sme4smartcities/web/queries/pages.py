"""The coordinator's pages: for readers, for the writer, for the search."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.translated import shown
from sme4smartcities.web.models import OWN_PAGES, Page, PageQuerySet

NAMES = {
    "accessibility": _("Accessibility statement"),
    "demonstration": _("About this demonstration"),
    "imprint": _("Imprint"),
    "privacy": _("Privacy and your data"),
}


def own_pages() -> list[tuple[str, str]]:
    """Give the pages that come with the platform: name in the address and title."""
    return [(slug, str(NAMES[slug])) for slug in OWN_PAGES]


def pages_for(actor: Actor) -> PageQuerySet:
    return Page.objects.visible_to(actor)


def listed_pages() -> PageQuerySet:
    return Page.objects.listed()


def own_words(slug: str) -> Page | None:
    """Give what the coordinator added to a page that comes with the platform."""
    return Page.objects.filter(slug=slug, published=True).first()


def address(page: Page) -> str:
    names = {slug: f"web:{slug}" for slug in OWN_PAGES} | {"demonstration": "web:about_demo"}
    if page.slug in names:
        return reverse(names[page.slug])
    return reverse("web:about_page", args=[page.slug])


def ids() -> list[int]:
    return list(Page.objects.filter(published=True).values_list("pk", flat=True))


def documents(wanted: Sequence[int]) -> Iterable[Document]:
    """Give each published page in every language in which it is written."""
    for page in Page.objects.filter(pk__in=wanted, published=True):
        for language, title in page.titles.items():
            yield Document(
                subject=page.subject,
                title=title["text"],
                body=page.bodies.get(language, {}).get("text", ""),
                language=language,
            )


def cards(actor: Actor, wanted: Sequence[int]) -> Mapping[int, SubjectCard]:
    return {
        page.pk: SubjectCard(
            subject=page.subject,
            title=shown(page.titles).text,
            url=address(page),
        )
        for page in pages_for(actor).filter(pk__in=wanted)
    }


def is_taken(slug: str) -> bool:
    return Page.objects.filter(slug=slug).exists()
