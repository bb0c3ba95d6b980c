"""Suggested terms for programs of those who write what they are suggested for."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema

from sme4smartcities.core.endpoints import Code, Input, Number, conditional
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.tagging.queries.carriers import row_of
from sme4smartcities.matching.tagging.queries.suggested import Suggested, suggested_for
from sme4smartcities.matching.tagging.services.deciding import (
    NOT_YOURS,
    allow_tag,
    confirm_tag,
    refuse_tag,
)
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import known_term

router = Router(tags=["tagging"])
Carrying = Literal["challenge", "solution", "organisation"]
ANSWERS = {"add": confirm_tag, "refuse": refuse_tag, "allow": allow_tag}


class NamedTermOut(Schema):
    """A term of a list; ``label`` is in the caller's language."""

    list: str
    code: str
    label: str


class SuggestedTermOut(NamedTermOut):
    """``why``: the words of the text that name it, or that a model judged the text as a whole."""

    why: str


class SuggestedTermsOut(Schema):
    """``suggested``: list by list, best first. ``refused``: what is not suggested any more."""

    suggested: list[SuggestedTermOut]
    refused: list[NamedTermOut]


class TagAnswerIn(Input):
    """``add`` states the term, ``refuse`` has it suggested no more, ``allow`` takes that back."""

    answer: Literal["add", "refuse", "allow"]


@router.get("/{kind}/{number}", response=SuggestedTermsOut, url_name="tag_suggestions")
@conditional
def tag_suggestions(
    request: HttpRequest, kind: Path[Carrying], number: Path[Number]
) -> dict[str, Any]:
    """List the terms that the texts of something you write seem to speak of."""
    return _shape(_suggested(request, Subject(kind, number)))


@router.put("/{kind}/{number}/{list}/{code}", response=SuggestedTermsOut, url_name="tag_suggestion")
def tag_answer(
    request: HttpRequest,
    kind: Path[Carrying],
    number: Path[Number],
    list: Path[Code],
    code: Path[Code],
    values: TagAnswerIn,
) -> dict[str, Any]:
    """Say yes or no to one suggested term, or take a no back. Nothing is stated without your yes."""
    subject = Subject(kind, number)
    _suggested(request, subject)
    ANSWERS[values.answer](actor=request.user, subject=subject, term=known_term(list, code))
    return _shape(_suggested(request, subject))


def _suggested(request: HttpRequest, subject: Subject) -> Suggested:
    if row_of(request.user, subject) is None:
        raise Http404
    found = suggested_for(request.user, subject)
    if found is None:
        raise NotAllowed(NOT_YOURS)
    return found


def _shape(found: Suggested) -> dict[str, Any]:
    return {
        "suggested": [
            {**_named(tag.term), "why": tag.why} for group in found.groups for tag in group.tags
        ],
        "refused": [_named(term) for term in found.refused],
    }


def _named(term: Term) -> dict[str, str]:
    return {"list": term.vocabulary.code, "code": term.code, "label": term.label}
