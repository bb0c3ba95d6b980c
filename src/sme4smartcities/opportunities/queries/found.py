"""How opportunities are found: their search documents, their cards, their public addresses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.models import Opportunity, OpportunityTerm
from sme4smartcities.opportunities.queries.opportunities import whole
from sme4smartcities.organisations.models import Layer
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms_by_owner

LANGUAGES = [code for code, _name in settings.LANGUAGES]
TEXTS = ("summary", "text", "eligibility")


def findable() -> Iterator[int]:
    rows = Opportunity.objects.listed().order_by("pk").values_list("pk", flat=True)
    return rows.iterator(5000)


def documents(numbers: Sequence[int]) -> Iterator[Document]:
    """Give six documents for each listed opportunity, so that a tag is found in any language."""
    pairs = OpportunityTerm.objects.filter(opportunity__in=numbers).order_by("pk")
    terms = terms_by_owner(pairs.values_list("opportunity_id", "term_id"))
    for row in whole().filter(pk__in=Opportunity.objects.listed().filter(pk__in=numbers)):
        for language in LANGUAGES:
            yield _document(row, terms.get(row.pk, ()), language)


def _document(row: Opportunity, terms: Sequence[Term], language: str) -> Document:
    labels = dict.fromkeys(label for term in terms if (label := term.labels.get(language)))
    said = [plain_text(text) for name in TEXTS if (text := _written(getattr(row, name), language))]
    owner = row.owner
    who = str(owner.names.get(language) or owner.name) if owner else row.organiser
    where = row.place.name if row.place else row.city
    return Document(
        subject=row.subject,
        language=language,
        title=shown(row.title, language).text,
        body="\n".join([*said, " · ".join(labels), who, where, row.call_id]).strip(),
        names=tuple(dict.fromkeys(entry["text"] for entry in row.title.values())),
        written=bool(said),
        places=tuple(term.code for term in terms if term.vocabulary.code == "territory"),
    )


def _written(value: Mapping[str, Any], language: str) -> str:
    """Give what was written in this very language, else nothing."""
    return str(value[language]["text"]) if language in value else ""


def cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Opportunity.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=Subject("opportunity", row.pk),
            title=row.name,
            url=row.get_absolute_url(),
            badge="" if row.layer == Layer.REAL else Layer(row.layer).label,
        )
        for row in rows
    }


def to_come() -> QuerySet[Opportunity]:
    return Opportunity.objects.listed().filter(over_at__gt=timezone.now())


def public_count() -> int:
    return Opportunity.objects.listed().count()


def public_paths(start: int, end: int) -> Iterable[str]:
    rows = Opportunity.objects.listed().order_by("pk").values_list("pk", flat=True)
    return [f"opportunities/{number}/" for number in rows[start:end]]
