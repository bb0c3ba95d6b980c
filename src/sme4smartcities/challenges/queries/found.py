"""How challenges are found: their search documents, their cards, their public addresses."""

from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings
from django.db.models import QuerySet

from sme4smartcities.challenges.models import Challenge, ChallengeTerm
from sme4smartcities.challenges.policies import may_read_documents
from sme4smartcities.challenges.texts import LINES, LONGEST, languages_in
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Layer
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms_by_owner

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def findable_ids() -> Iterable[int]:
    return Challenge.objects.listed().values_list("pk", flat=True)


def documents(numbers: Sequence[int]) -> Iterable[Document]:
    """Give six documents for each listed challenge, so that a tag is found in any language."""
    pairs = ChallengeTerm.objects.filter(challenge__in=numbers).order_by("pk")
    terms = terms_by_owner(pairs.values_list("challenge_id", "term_id"))
    for row in Challenge.objects.listed().filter(pk__in=numbers).select_related("owner"):
        for language in LANGUAGES:
            yield _document(row, terms.get(row.pk, ()), language)


def _document(row: Challenge, terms: Sequence[Term], language: str) -> Document:
    labels = dict.fromkeys(label for one in terms if (label := one.labels.get(language)))
    return Document(
        subject=row.subject,
        language=language,
        title=shown(row.title, language).text,
        body="\n\n".join(filter(None, (body_of(row, language), " · ".join(labels)))),
        names=tuple(row.owner.all_names()),
        written=language in languages_in(row),
        places=tuple(one.code for one in terms if one.vocabulary.code == "territory"),
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
    """Say whether the actor may take the documents of a challenge that is not public, or not any more."""
    row = Challenge.objects.visible_to(actor).select_related("owner").filter(pk=number).first()
    return row is not None and may_read_documents(actor, row)
