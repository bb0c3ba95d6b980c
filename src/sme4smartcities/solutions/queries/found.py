"""How solutions are found: their search documents, their cards, their public addresses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer
from sme4smartcities.solutions.models import Solution, SolutionTerm
from sme4smartcities.solutions.queries.solutions import listed_owners, whole
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms_by_owner

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXTS = ("summary", "problem", "does", "how", "audience", "provides", "standards")


def findable() -> Iterator[int]:
    rows = Solution.objects.published().order_by("pk").values_list("pk", flat=True)
    return rows.iterator(5000)


def documents(numbers: Sequence[int]) -> Iterator[Document]:
    """Give six documents for each published solution, so that a tag is found in any language."""
    pairs = SolutionTerm.objects.filter(solution__in=numbers).order_by("pk")
    terms = terms_by_owner(pairs.values_list("solution_id", "term_id"))
    rows = whole().prefetch_related("makers")
    for row in rows.filter(pk__in=Solution.objects.published().filter(pk__in=numbers)):
        for language in LANGUAGES:
            yield _document(row, terms.get(row.pk, ()), language)


def _document(row: Solution, terms: Sequence[Term], language: str) -> Document:
    labels = dict.fromkeys(label for term in terms if (label := term.labels.get(language)))
    owners = [str(one.names.get(language) or one.name) for one in listed_owners(row)]
    makers = [one.name for one in row.makers.all()]
    said = [text for name in TEXTS if (text := _written(getattr(row, name), language))]
    return Document(
        subject=row.subject,
        language=language,
        title=shown(row.title, language).text,
        body="\n".join(
            [
                *said,
                " · ".join(labels),
                " · ".join([*owners, *makers]),
            ]
        ).strip(),
        names=tuple(dict.fromkeys(entry["text"] for entry in row.title.values())),
        written=bool(said),
        places=tuple(term.code for term in terms if term.vocabulary.code == "territory"),
    )


def _written(value: Mapping[str, Any], language: str) -> str:
    """Give what was written in this very language, else nothing."""
    return str(value[language]["text"]) if language in value else ""


def cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Solution.objects.visible_to(actor).filter(pk__in=numbers)
    return {row.pk: card(row) for row in rows}


def card(row: Solution) -> SubjectCard:
    """Make a link to a solution that its reader may see."""
    return SubjectCard(
        subject=Subject("solution", row.pk),
        title=row.name,
        url=row.get_absolute_url(),
        badge="" if row.layer == Layer.REAL else Layer(row.layer).label,
    )


def published() -> QuerySet[Solution]:
    return Solution.objects.published()


def public_count() -> int:
    return published().count()


def public_paths(start: int, end: int) -> Iterable[str]:
    rows = Solution.objects.published().order_by("pk").values_list("pk", flat=True)
    return [f"solutions/{number}/" for number in rows[start:end]]
