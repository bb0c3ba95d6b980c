"""Offer the solutions of the Example, and tell those of the Record as their sources do."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.dates import last_day
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import in_languages
from sme4smartcities.solutions.models import Facet, Film, Maker, Reference, Solution
from sme4smartcities.solutions.services.answering import state_answer
from sme4smartcities.solutions.services.endorsing import ask_endorsement, move_endorsement
from sme4smartcities.solutions.services.parts import save_part
from sme4smartcities.solutions.services.solutions import (
    create_solution,
    edit_solution,
    enter_record,
    move_solution,
)
from sme4smartcities.solutions.services.terms import write_terms
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import known_term

ABOUT = ("title", "summary", "problem", "does", "how", "audience")
USE = ("evidence", "provides", "standards", "accessibility")
OWN = ("domain", "offers", "language", "certificate")  # facets of the company that its work shares


def load_solutions(ledger: Ledger) -> None:
    cast = Cast(ledger)
    programme = Programme.objects.get(pk=ledger["programme:example"])
    for told in read("example/solutions"):
        if f"solution:{told['key']}" not in ledger:
            _offer(told, cast.organisation(told["owner"]), programme, ledger)
    load_uses(ledger)


@transaction.atomic
def _offer(
    told: Mapping[str, Any], owner: Organisation, programme: Programme, ledger: Ledger
) -> None:
    language = told["language"]
    row = create_solution(
        actor=SYSTEM,
        organisation=owner,
        title=source_text(language, told["title"]),
        language=language,
    )
    texts = {n: source_text(language, told[n]) for n in (*ABOUT, *USE) if n in told}
    row = edit_solution(
        actor=SYSTEM,
        solution=row,
        section="about",
        values={name: texts[name] for name in ABOUT if name in texts},
        terms=_terms(told, owner),
    )
    values: dict[str, Any] = {name: texts[name] for name in USE if name in texts}
    values |= {"trl": told["trl"], "price_model": told["price_model"], "programme": programme}
    edit_solution(actor=SYSTEM, solution=row, section="use", values=values)
    row = move_solution(actor=SYSTEM, solution=row, act="publish")
    _add(told, row, ledger)
    at = timezone.now() + timedelta(days=told["updated"])
    Solution.objects.filter(pk=row.pk).update(published_at=at, confirmed_at=at, created_at=at)
    ledger.note(f"solution:{told['key']}", row)


def _add(told: Mapping[str, Any], row: Solution, ledger: Ledger) -> None:
    """Add the films of a solution, and the challenges that its company says it answers."""
    for one in told.get("films", ()):
        texts = {name: source_text(row.source_language, one[name]) for name in ("title", "shows")}
        values = {"url": one["url"], "captions": one["captions"], **texts}
        save_part(actor=SYSTEM, part=Film(solution=row), values=values)
    for key in told.get("answers", ()):
        challenge = Challenge.objects.get(pk=ledger[f"challenge:{key}"])
        state_answer(actor=SYSTEM, solution=row, challenge=challenge)


def _terms(told: Mapping[str, Any], owner: Organisation) -> dict[Facet, list[Term]]:
    """Give what the company states of itself, the goals that the content names, and its island
    unless the content says that it delivers anywhere."""
    held = list(owner.terms.select_related("term__vocabulary"))
    terms = {Facet(f): [one.term for one in held if one.facet == f][:6] for f in OWN}
    if not told.get("anywhere"):
        terms[Facet.TERRITORY] = [one.term for one in held if one.facet == "territory"][:1]
    terms[Facet.SDG] = [known_term("sdg", code) for code in told["sdg"]]
    return terms


def load_uses(ledger: Ledger) -> None:
    """Tell where solutions of the Example were used, and let towns speak of them."""
    cast = Cast(ledger)
    for number, told in enumerate(read("example/uses")):
        if f"use:{number}" not in ledger:
            _use(f"use:{number}", told, cast, ledger)


@transaction.atomic
def _use(key: str, told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> None:
    row = Solution.objects.get(pk=ledger[f"solution:{told['solution']}"])
    town = cast.organisation(told["town"])
    values: dict[str, Any] = {"organisation": town, "place": town.place, "stage": told["stage"]}
    values["year"] = timezone.localdate().year - told["years_ago"]
    if result := told.get("result"):
        values["result"] = source_text(row.source_language, result)
    reference = save_part(actor=SYSTEM, part=Reference(solution=row), values=values)
    if "words" in told:
        asked = ask_endorsement(actor=SYSTEM, solution=row, organisation=town)
        if told["words"]:
            asked = move_endorsement(
                actor=SYSTEM,
                endorsement=asked,
                act="give",
                text=told["words"],
                language=told["language"],
            )
    ledger.note(key, reference)


@transaction.atomic
def load_record_solutions(ledger: Ledger) -> None:
    programme = Programme.objects.get(pk=ledger["programme:record"])
    for told in read("record_solutions"):
        if f"record-solution:{told['key']}" not in ledger:
            _tell(told, programme, ledger)


def _tell(told: Mapping[str, Any], programme: Programme, ledger: Ledger) -> None:
    """Enter what the source says and nothing else; empty stays empty."""
    names = told.get("names") or {"en": told["title"]}
    row = enter_record(
        title=in_languages(names),
        owners=(),
        makers=[
            Maker(
                name=one["name"],
                country=in_languages(one.get("country", {})),
                leads=one.get("leads", False),
                source=told["source"],
                source_url=told["source_url"],
                checked_on=date.fromisoformat(told["checked_on"]),
            )
            for one in told.get("makers", ())
        ],
        programme=programme,
        published_at=datetime.combine(last_day(programme.ends), time(), UTC),
        source=told["source"],
        source_url=told["source_url"],
        checked_on=date.fromisoformat(told["checked_on"]),
        **{name: in_languages(told[name]) for name in ("summary", "problem", "does")},
    )
    for facet in (Facet.DOMAIN, Facet.OFFERS):
        vocabulary = {Facet.DOMAIN: "domain", Facet.OFFERS: "capability"}[facet]
        write_terms(row, facet, [known_term(vocabulary, code) for code in told[facet.value]])
    for city, year, stage in told["places"]:
        body = Organisation.objects.get(pk=ledger[f"record:{city}"])
        values = {"organisation": body, "place": body.place, "year": year, "stage": stage}
        save_part(actor=SYSTEM, part=Reference(solution=row), values=values)
    ledger.note(f"record-solution:{told['key']}", row)
