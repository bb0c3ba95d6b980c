"""The manual as the search sees it: a subject for each page, a document for each language."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.web.manual import SLUGS, chapter, plain, written


def numbers() -> list[int]:
    return list(range(1, len(SLUGS) + 1))


def documents(wanted: Sequence[int]) -> Iterable[Document]:
    """Give each page in every language in which it is written."""
    for number in wanted:
        if number not in numbers():
            continue
        for language, _name in settings.LANGUAGES:
            if page := written(SLUGS[number - 1], language):
                yield Document(
                    subject=Subject("manual", number),
                    title=page.title,
                    body=plain(page),
                    language=language,
                )


def cards(actor: Actor, wanted: Sequence[int]) -> Mapping[int, SubjectCard]:
    """Give links to pages of the manual, which everybody may read."""
    language = get_language() or "en"
    pages = {n: chapter(SLUGS[n - 1], language) for n in wanted if n in numbers()}
    return {
        number: SubjectCard(
            subject=Subject("manual", number),
            title=page.title,
            url=reverse("web:manual_page", args=[page.slug]),
        )
        for number, page in pages.items()
        if page
    }
