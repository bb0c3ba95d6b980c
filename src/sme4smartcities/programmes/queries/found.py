"""How programmes are found: their search documents, their cards, their public addresses."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.models import Entry, Programme, ProgrammeQuerySet, State


def findable_ids() -> Iterable[int]:
    return Programme.objects.exclude(state=State.DRAFT).values_list("pk", flat=True)


def documents(numbers: Sequence[int]) -> Iterable[Document]:
    """Give one document for each language a programme has texts in; none of a draft."""
    rows = Programme.objects.filter(pk__in=numbers).exclude(state=State.DRAFT)
    for row in rows:
        audience = "public" if row.entry == Entry.OPEN else "restricted"
        names = tuple(entry["text"] for entry in row.acronym.values())
        for language in row.name:
            texts = (row.summary, row.description)
            body = [field[language]["text"] for field in texts if language in field]
            yield Document(
                subject=row.subject,
                audience=audience,
                language=language,
                title=row.name[language]["text"],
                body="\n\n".join(body),
                names=names,
            )


def cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Programme.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=Subject("programme", row.pk),
            title=shown(row.name).text,
            url=row.get_absolute_url(),
            badge="" if row.layer == Layer.REAL else Layer(row.layer).label,
        )
        for row in rows
    }


def public_count() -> int:
    return _public().count()


def public_paths(start: int, end: int) -> Iterable[str]:
    slugs = _public().order_by("id").values_list("slug", flat=True)[start:end]
    return [f"programmes/{slug}/" for slug in slugs]


def _public() -> ProgrammeQuerySet:
    return Programme.objects.exclude(state=State.DRAFT).filter(entry=Entry.OPEN)


def running() -> QuerySet[Programme]:
    """Give the real or example programmes that run in the open now."""
    return Programme.objects.filter(state=State.OPEN, entry=Entry.OPEN)
