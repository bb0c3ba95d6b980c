"""The lists of terms as everybody reads them and takes them away."""

import json
from io import BytesIO
from typing import IO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.spreadsheets import write_csv, write_json
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.forms.terms import words_of
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services import HEADER, table_of
from sme4smartcities.vocabularies.skos import described

SIZE = 100
FORMATS = {"csv": "text/csv", "json": "application/json", "jsonld": "application/ld+json"}


@require_safe
@conditional
def vocabulary_list(request: HttpRequest) -> HttpResponse:
    counted = queries.counts(request.user)
    context = {
        "rows": [(held, counted.get(held.pk, 0)) for held in queries.vocabularies()],
        "keeps": may_keep_lists(request.user),
    }
    return render(request, "vocabularies/vocabulary_list.html", context)


@require_safe
@conditional
def vocabulary(request: HttpRequest, code: str) -> HttpResponse:
    """Show a list with codes, six languages, what each term belongs to, and its source."""
    held = _held(code)
    words = words_of(request.GET)
    found = queries.terms_like(code, words, retired=False)
    page = page_of(found, number_from(request.GET.get("page")), SIZE)
    context = {
        "vocabulary": held,
        "page": page,
        "rows": queries.rows(page.rows),
        "words": words,
        "long": len(found) > SIZE or words,
        "broader": queries.vocabulary(held.broader_in),
        "keeps": may_keep_lists(request.user),
    }
    return render(request, "vocabularies/vocabulary.html", context)


def _held(code: str) -> Vocabulary:
    return or_404(queries.vocabulary(code))


@require_safe
@conditional
def vocabulary_file(request: HttpRequest, code: str, ending: str) -> HttpResponseBase:
    """Give a list as a file: a table that comes in again, or linked data."""
    held = _held(code)
    if ending not in FORMATS:
        raise Http404
    content = _written(held, queries.terms(code, retired=True), ending)
    return FileResponse(
        content,
        as_attachment=ending != "jsonld",
        filename=f"{code}.{ending}",
        content_type=f"{FORMATS[ending]}; charset=utf-8",
    )


def _written(held: Vocabulary, terms: list[Term], ending: str) -> IO[bytes]:
    if ending == "jsonld":
        text = json.dumps(described(held, terms), ensure_ascii=False, indent=1)
        return BytesIO(text.encode())
    return (write_csv if ending == "csv" else write_json)(HEADER, table_of(terms))
