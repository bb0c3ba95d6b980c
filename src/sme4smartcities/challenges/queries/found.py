"""How challenges are found: their search documents, their cards, their public addresses."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.texts import LINES, LONGEST, languages_in
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer


def findable_ids() -> Iterable[int]:
    return Challenge.objects.listed().values_list("pk", flat=True)


def documents(numbers: Sequence[int]) -> Iterable[Document]:
    """Give one document for each language a challenge has texts in; none of what is not listed."""
    for row in Challenge.objects.listed().filter(pk__in=numbers).select_related("owner"):
        for language in languages_in(row):
            yield Document(
                subject=row.subject,
                language=language,
                title=shown(row.title, language).text,
                body=body_of(row, language),
                names=tuple(row.owner.all_names()),
            )


def body_of(row: Challenge, language: str) -> str:
    """Give all that is written in one language, as bare text."""
    texts = (
        (name, getattr(row, name).get(language, {}).get("text", ""))
        for name in LONGEST
        if name != "title"
    )
    parts = [text if name in LINES else plain_text(text) for name, text in texts if text]
    return "\n\n".join(parts)


def cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Challenge.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=Subject("challenge", row.pk),
            title=shown(row.title).text,
            url=row.get_absolute_url(),
            badge="" if row.layer == Layer.REAL else Layer(row.layer).label,
        )
        for row in rows
    }


def public_count() -> int:
    return Challenge.objects.listed().count()


def public_paths(start: int, end: int) -> Iterable[str]:
    numbers = Challenge.objects.listed().order_by("pk").values_list("pk", flat=True)[start:end]
    return [f"challenges/{number}/" for number in numbers]


def open_now() -> QuerySet[Challenge]:
    """Give the real or example challenges that wait for a solution now."""
    return Challenge.objects.published()


def reads_files(actor: Actor, number: int) -> bool:
    """Say whether the actor may take the files of a challenge that is not public yet."""
    return Challenge.objects.visible_to(actor).filter(pk=number).exists()
