"""A solution goes out as plain values and comes in again as a draft: looked at first, all or nothing."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.errors import Message, Refused
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.services import in_languages
from sme4smartcities.solutions.models import (
    VOCABULARY_OF,
    Facet,
    Film,
    PriceModel,
    Reference,
    Solution,
)
from sme4smartcities.solutions.policies import may_offer
from sme4smartcities.solutions.queries.answers import answered_by
from sme4smartcities.solutions.queries.parts import used
from sme4smartcities.solutions.queries.solutions import statements_of
from sme4smartcities.solutions.services.answering import MOST as MOST_ANSWERS
from sme4smartcities.solutions.services.answering import bring_answer
from sme4smartcities.solutions.services.parts import MOST, save_part
from sme4smartcities.solutions.services.refusals import NOT_YOUR_ORGANISATION
from sme4smartcities.solutions.services.solutions import SECTIONS, create_solution, edit_solution
from sme4smartcities.vocabularies.queries import term, the_place

_numbered = re.compile("/[a-z]{2}/challenges/([0-9]{1,12})/")
FORMAT = "solution/1"
LARGEST = 1_000_000  # bytes
DAMAGED: Message = _("This is not the export of a solution, or it is damaged. Take it again.")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
LONGEST = {
    "title": 120, "summary": 300, "problem": 4_000, "does": 6_000, "how": 6_000, "audience": 1_000,
    "evidence": 2_000, "price": 1_000, "provides": 2_000, "standards": 2_000, "accessibility": 2_000,
}  # fmt: skip
Texts = Mapping[str, str]


def exported(solution: Solution, actor: Actor) -> dict[str, Any]:
    """Give the solution as ``read_solution`` takes it; organisations by name, challenges by their
    address, pictures not at all."""
    statements, hung = statements_of(solution), used(solution, actor)
    return {
        "format": FORMAT,
        "language": solution.source_language,
        "texts": {name: _plain(getattr(solution, name)) for name in LONGEST},
        "trl": solution.trl,
        "price_model": solution.price_model,
        "website": solution.website,
        "terms": {facet.value: [one.code for one in statements.of(facet)] for facet in Facet},
        "references": [
            {
                "authority": row.title,
                "place": row.place.name if row.place else "",
                "stage": row.stage,
                "year": row.year,
                "until": row.until,
                "result": _plain(row.result),
                "url": row.url,
            }
            for row in hung.references
        ],
        "films": [
            {
                "url": row.url,
                "title": _plain(row.title),
                "shows": _plain(row.shows),
                "captions": row.captions,
            }
            for row in hung.films
        ],
        "answers": [
            {
                "title": str(row.challenge),
                "url": f"{settings.BASE_URL}{row.challenge.get_absolute_url()}",
            }
            for row in answered_by(solution, actor)
        ],
    }


def _plain(value: Mapping[str, Any]) -> dict[str, str]:
    return {language: entry["text"] for language, entry in value.items()}


@dataclass(frozen=True)
class Brought:
    """A file that was understood. ``unknown``: codes that the lists of this platform do not have;
    ``answers``: title and address of each challenge that it says it answers."""

    language: str
    texts: Mapping[str, Texts]
    trl: int | None
    price_model: str
    website: str
    terms: Mapping[Facet, Sequence[str]]
    references: Sequence[Mapping[str, Any]]
    films: Sequence[Mapping[str, Any]]
    answers: Sequence[tuple[str, str]]

    @property
    def name(self) -> str:
        return self.texts["title"].get(self.language) or next(iter(self.texts["title"].values()))

    @property
    def languages(self) -> list[str]:
        return [code for code in LANGUAGES if code in self.texts["title"]]

    @property
    def unknown(self) -> list[str]:
        return [
            code
            for facet, codes in self.terms.items()
            for code in codes
            if term(VOCABULARY_OF[facet], code) is None
        ]


def read_solution(text: str) -> Brought:
    """Understand the text of an export; write nothing. Raises Refused when it is none."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise ValueError(told["format"])
        texts = {name: _texts(told["texts"].get(name, {}), LONGEST[name]) for name in LONGEST}
        brought = Brought(
            language=_one_of(told["language"], LANGUAGES),
            texts=texts,
            trl=_whole(told.get("trl"), 1, 9),
            price_model=_one_of(told.get("price_model", ""), ("", *PriceModel.values)),
            website=_text(told.get("website", ""), 300),
            terms={facet: _codes(told["terms"].get(facet.value, [])) for facet in Facet},
            references=[_reference(row) for row in told.get("references", [])[:MOST]],
            films=[_film(row) for row in told.get("films", [])[:MOST]],
            answers=[_answer(row) for row in told.get("answers", [])[:MOST_ANSWERS]],
        )
        if not texts["title"]:
            raise ValueError("no name")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(DAMAGED) from error
    return brought


def _text(value: Any, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError("not such a text")
    return value.replace("\0", "").encode("utf-8", "ignore").decode().strip()


def _texts(told: Mapping[str, Any], longest: int) -> dict[str, str]:
    texts = {code: _text(text, longest) for code, text in told.items() if code in LANGUAGES}
    return {code: text for code, text in texts.items() if text}


def _one_of(value: Any, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(value)
    return str(value)


def _whole(value: Any, least: int, most: int) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(value)
    return value


def _codes(told: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(_text(code, 60) for code in told[:60]))


def _reference(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "authority": _text(told.get("authority", ""), 200),
        "place": _text(told.get("place", ""), 200),
        "stage": _one_of(told.get("stage", ""), ("", *Reference.Stage.values)),
        "year": _whole(told.get("year"), 1950, 2100),
        "until": _whole(told.get("until"), 1950, 2100),
        "result": _texts(told.get("result", {}), 1_000),
        "url": _text(told.get("url", ""), 500),
    }


def _film(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "url": _text(told["url"], 500),
        "title": _texts(told["title"], 200),
        "shows": _texts(told["shows"], 1_000),
        "captions": [_one_of(code, LANGUAGES) for code in dict.fromkeys(told["captions"])],
    }


def _answer(told: Mapping[str, Any]) -> tuple[str, str]:
    return _text(told.get("title", ""), 400), _text(told["url"], 500)


def answers_here(brought: Brought, actor: Actor) -> tuple[list[Challenge], list[str]]:
    """Find the challenges that a file names: those of this platform that the actor may read, and
    the titles or addresses of the others."""
    here, elsewhere = [], []
    for title, url in brought.answers:
        found = _numbered.fullmatch(url.removeprefix(settings.BASE_URL))
        challenge = challenge_for(actor, int(found[1])) if found else None
        if challenge is None:
            elsewhere.append(title or url)
        else:
            here.append(challenge)
    return here, elsewhere


@transaction.atomic
def import_solution(*, actor: Actor, organisation: Organisation, brought: Brought) -> Solution:
    """Make a draft of what was read, owned by the organisation; unknown codes are left out, and so
    are challenges that cannot be answered any more."""
    require(may_offer(actor, organisation), NOT_YOUR_ORGANISATION)
    texts = {name: in_languages(held, brought.language) for name, held in brought.texts.items()}
    try:
        row = create_solution(
            actor=actor,
            organisation=organisation,
            title=texts["title"],
            language=brought.language,
        )
        known = {
            facet: [found for code in codes if (found := term(VOCABULARY_OF[facet], code))]
            for facet, codes in brought.terms.items()
        }
        about = {name: texts[name] for name in SECTIONS["about"]}
        row = edit_solution(actor=actor, solution=row, section="about", values=about, terms=known)
        use: dict[str, Any] = {n: texts[n] for n in SECTIONS["use"] if n in texts}
        use |= {"trl": brought.trl, "price_model": brought.price_model, "website": brought.website}
        row = edit_solution(actor=actor, solution=row, section="use", values=use)
        for told in brought.references:
            values = {
                **told,
                "place": the_place(told["place"]) if told["place"] else None,
                "result": in_languages(told["result"], brought.language),
            }
            save_part(actor=actor, part=Reference(solution=row), values=values)
        for told in brought.films:
            texts = {
                name: in_languages(told[name], brought.language) for name in ("title", "shows")
            }
            save_part(actor=actor, part=Film(solution=row), values={**told, **texts})
        for challenge in answers_here(brought, actor)[0]:
            bring_answer(actor=actor, solution=row, challenge=challenge)
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    return row
