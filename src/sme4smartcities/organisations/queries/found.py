"""What search may find of organisations: listed ones only, by their words in every language."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms_by_owner

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def findable() -> Iterator[int]:
    rows = Organisation.objects.listed().order_by("pk").values_list("pk", flat=True)
    return rows.iterator(5000)


def documents_of(numbers: Sequence[int]) -> Iterator[Document]:
    """Give six documents for each listed organisation, so that a tag is found in any language."""
    pairs = OrganisationTerm.objects.filter(organisation__in=numbers).order_by("pk")
    terms = terms_by_owner(pairs.values_list("organisation_id", "term_id"))
    rows = Organisation.objects.listed().filter(pk__in=numbers).select_related("place")
    for row in rows:
        for language in LANGUAGES:
            yield _document(row, terms.get(row.pk, ()), language)


def _document(row: Organisation, terms: Sequence[Term], language: str) -> Document:
    labels = dict.fromkeys(label for term in terms if (label := term.labels.get(language)))
    said = [_text(row.summary, language), _text(row.description, language)]
    where = [str(row.place.labels.get(language) or row.place.name)] if row.place else []
    return Document(
        subject=row.subject,
        language=language,
        title=str(row.names.get(language) or row.name),
        body="\n".join([*said, *where, " · ".join(labels)]).strip(),
        names=tuple(row.all_names()),
        written=any(said),
        places=tuple(term.code for term in terms if term.vocabulary.code == "territory"),
    )


def _text(value: Mapping[str, object], language: str) -> str:
    """Give what was written in this very language, else nothing."""
    text = shown(value, language)
    return text.text if text.language == language else ""
