"""Challenges for programs: the same rows, rights and refusals as the pages."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router, Status
from pydantic import Field

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges import services
from sme4smartcities.challenges.api.lookup import Language, found
from sme4smartcities.challenges.api.shape import (
    ChallengeOut,
    QuestionOut,
    WholeChallenge,
    asked,
    brief,
    whole,
)
from sme4smartcities.challenges.lifecycle import STEPS
from sme4smartcities.challenges.models import VOCABULARY_OF, Challenge, Facet
from sme4smartcities.challenges.queries.listing import listed_after
from sme4smartcities.challenges.queries.talk import question_for, question_of, questions_after
from sme4smartcities.challenges.services import Edit, MeasureValues
from sme4smartcities.challenges.texts import CURRENCIES, LONGEST
from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Code,
    CursorPage,
    Input,
    Number,
    Paging,
    Sent,
    both_texts,
    conditional,
    expected_revision,
)
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.vocabularies.queries import known_term

router = Router(tags=["challenges"])

Cents = Annotated[int, Field(ge=0, lt=10**14, strict=True)]
Figure = Annotated[Decimal, Field(max_digits=14, decimal_places=3)]
TEXTS = tuple(LONGEST)
VALUES = (
    *("sufferers_count", "budget_least", "budget_most", "currency", "procedure", "trl_least"),
    *("questions_until", "wanted_from", "wanted_until"),
)


class NewChallengeIn(Input):
    owner: Sent
    language: Language
    title: str = Field(min_length=1, max_length=120)


class MeasureIn(Input):
    """``place`` is the position of the figure that it changes, from 0, so that its other languages stay."""

    name: str = Field("", max_length=120)
    unit: str = Field(min_length=1, max_length=40)
    better: Literal["less", "more"]
    baseline: Figure | None = None
    target: Figure | None = None
    source: str = Field("", max_length=300)
    place: Annotated[int, Field(ge=0, le=2, strict=True)] | None = None


class EditIn(Input):
    """What you leave out stays as it is; texts are in ``language``. ``revision`` or If-Match is needed."""

    language: Language
    revision: Sent | None = None
    title: str | None = Field(None, max_length=120)
    summary: str | None = Field(None, max_length=300)
    problem: str | None = Field(None, max_length=10_000)
    sufferers: str | None = Field(None, max_length=3_000)
    causes: str | None = Field(None, max_length=5_000)
    tried: str | None = Field(None, max_length=5_000)
    constraints: str | None = Field(None, max_length=5_000)
    offered: str | None = Field(None, max_length=5_000)
    sufferers_count: Annotated[int, Field(ge=0, le=2_000_000_000, strict=True)] | None = None
    budget_least: Cents | None = None
    budget_most: Cents | None = None
    currency: Literal[CURRENCIES] = "EUR"  # type: ignore[valid-type]
    procedure: Annotated[str, Field(max_length=24)] = ""
    trl_least: Annotated[int, Field(ge=1, le=9, strict=True)] | None = None
    questions_until: date | None = None
    wanted_from: date | None = None
    wanted_until: date | None = None
    measures: Annotated[list[MeasureIn], Field(max_length=3)] | None = None
    terms: dict[Facet, Annotated[list[Code], Field(max_length=20)]] = Field(default_factory=dict)


class ChallengeMoveIn(Input):
    """``act``: submit, take-back, return, publish, solve, withdraw, reopen or archive."""

    act: Literal[tuple(STEPS)]  # type: ignore[valid-type]
    note: str = Field("", max_length=500)


class QuestionIn(Input):
    """``hidden``: for which organisation you ask stays unsaid."""

    text: str = Field(min_length=1, max_length=1_000)
    language: Language
    organisation: Sent | None = None
    hidden: bool = False


class OfficialAnswerIn(Input):
    text: str = Field(min_length=1, max_length=4_000)
    language: Language


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user


@router.get("", response=CursorPage[ChallengeOut], url_name="challenge_list")
@conditional
def challenge_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List public challenges, the newest first: open, solved and closed ones."""
    after = keys_of(paging.cursor, int)[0] if paging.cursor else None
    rows = listed_after(after, paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [brief(row) for row in page],
        "next": cursor_after(page[-1].pk) if more else None,
    }


@router.get("/{number}", response=WholeChallenge, url_name="challenge")
@conditional
def challenge_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read a challenge with its figures, tags and supporting authorities."""
    return whole(found(request, number), request.user)


@router.post("", response={201: WholeChallenge}, url_name="challenge_list")
def challenge_create(request: HttpRequest, values: NewChallengeIn) -> Status[Any]:
    """Open a draft for a public body that you work for."""
    owner = in_catalogue(request.user, values.owner)
    if owner is None:
        raise Http404
    made = services.create_challenge(
        actor=request.user, owner=owner, language=values.language, title=values.title
    )
    return Status(201, whole(found(request, made.pk), request.user))


@router.patch("/{number}", response=WholeChallenge, url_name="challenge", openapi_extra=IF_MATCH)
def challenge_edit(request: HttpRequest, number: Path[Number], values: EditIn) -> dict[str, Any]:
    """Change what a challenge says, in one language; every save is a version."""
    row = found(request, number)
    sent = values.model_dump(mode="json", exclude_unset=True, exclude={"revision"})
    services.edit_challenge(
        actor=request.user,
        challenge=row,
        edit=_edit(values),
        revision=expected_revision(request, values.revision),
        texts=both_texts(_saved(row, values.language), sent),
    )
    return whole(found(request, number), request.user)


def _saved(row: Challenge, language: str) -> dict[str, Any]:
    texts = {name: getattr(row, name).get(language, {}).get("text", "") for name in TEXTS}
    return {**texts, **{name: getattr(row, name) for name in VALUES}}


def _edit(values: EditIn) -> Edit:
    given = values.model_fields_set
    measures = values.measures
    return Edit(
        language=values.language,
        texts={name: getattr(values, name) or "" for name in TEXTS if name in given},
        values={name: getattr(values, name) for name in VALUES if name in given},
        terms={
            facet: [known_term(VOCABULARY_OF[facet], code) for code in codes]
            for facet, codes in values.terms.items()
        },
        measures=None
        if measures is None
        else [MeasureValues(**one.model_dump()) for one in measures],
    )


@router.post("/{number}/moves", response=WholeChallenge, url_name="challenge_moves")
def challenge_move(
    request: HttpRequest, number: Path[Number], values: ChallengeMoveIn
) -> dict[str, Any]:
    """Take a step of its life: send to review, publish, withdraw and so on."""
    row = found(request, number)
    services.move_challenge(actor=request.user, challenge=row, act=values.act, note=values.note)
    return whole(found(request, number), request.user)


@router.get("/{number}/questions", response=CursorPage[QuestionOut], url_name="challenge_questions")
@conditional
def challenge_questions(
    request: HttpRequest, number: Path[Number], paging: Query[Paging]
) -> dict[str, Any]:
    """Read the public questions and answers, in the order in which they were asked."""
    row = found(request, number)
    after = keys_of(paging.cursor, int)[0] if paging.cursor else None
    rows = questions_after(row, request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    more = len(rows) > paging.limit
    return {
        "items": [asked(one) for one in page],
        "next": cursor_after(page[-1].row.pk) if more else None,
    }


@router.post("/{number}/questions", response={201: QuestionOut}, url_name="challenge_questions")
def challenge_ask(request: HttpRequest, number: Path[Number], values: QuestionIn) -> Status[Any]:
    """Ask in public."""
    row = found(request, number)
    organisation = None
    if values.organisation is not None:
        organisation = in_catalogue(request.user, values.organisation)
        if organisation is None:
            raise Http404
    made = services.ask_question(
        actor=_member(request),
        challenge=row,
        text=values.text,
        language=values.language,
        organisation=organisation,
        hidden=values.hidden,
    )
    return Status(201, _shown(request, row, made.pk))


def _shown(request: HttpRequest, row: Challenge, number: int) -> dict[str, Any]:
    seen = question_of(row, request.user, number)
    if seen is None:
        raise Http404
    return asked(seen)


@router.put(
    "/{number}/questions/{question}/answer",
    response=QuestionOut,
    url_name="challenge_answer",
)
def challenge_answer(
    request: HttpRequest, number: Path[Number], question: Path[Number], values: OfficialAnswerIn
) -> dict[str, Any]:
    """Answer a public question, or put the answer into better words."""
    row, asked_one = found(request, number), question_for(request.user, question)
    if asked_one is None or asked_one.challenge_id != row.pk:
        raise Http404
    services.answer_question(
        actor=request.user, question=asked_one, text=values.text, language=values.language
    )
    return _shown(request, row, asked_one.pk)
