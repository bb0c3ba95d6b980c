"""Load the challenges: open ones of the Example's towns in six languages, and those of the Record."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge, Facet
from sme4smartcities.challenges.services import (
    Edit,
    MeasureValues,
    answer_question,
    ask_question,
    attach,
    check_translation,
    create_challenge,
    edit_challenge,
    invite_supporter,
    load_record,
    move_challenge,
    move_support,
)
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import DATA, read, texts
from sme4smartcities.demo.services.calendar import backdate
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import known_term

FACETS = {
    "domains": ("domain", Facet.DOMAIN),
    "needs": ("capability", Facet.NEEDS),
    "languages": ("language", Facet.LANGUAGE),
    "sdgs": ("sdg", Facet.SDG),
    "kinds": ("organisation_kind", Facet.KIND),
}
WAYS = {
    "draft": (),
    "review": ("submit",),
    "published": ("publish",),
    "solved": ("publish", "solve"),
}
SOLVED = "A counter at the door and a board outside; the hall has not been over its limit since."


def load_challenges(ledger: Ledger) -> None:
    """Enter what is missing, each challenge in a transaction of its own."""
    cast = Cast(ledger)
    programme = Programme.objects.filter(pk=ledger.of("programme").get("example", 0)).first()
    for told in read("example/challenges"):
        if f"challenge:{told['key']}" not in ledger:
            _write(told, cast, programme, ledger)
    for number, told in enumerate(read("example/questions")):
        if f"question:{number}" not in ledger:
            _ask(f"question:{number}", told, cast, ledger)
    _load_record(ledger)


@transaction.atomic
def _ask(key: str, told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> None:
    made = ask_question(
        actor=cast.member(told["by"]),
        challenge=Challenge.objects.get(pk=ledger[f"challenge:{told['challenge']}"]),
        text=told["text"],
        language=told["language"],
        organisation=cast.organisation(told["organisation"]),
        hidden=told.get("hidden", False),
    )
    backdate(told["at"], (made, ["asked_at"]))
    if answer := told.get("answer"):
        answer_question(
            actor=SYSTEM, question=made, text=answer["text"], language=answer["language"]
        )
        backdate(answer["at"], (made, ["answered_at"]), (made.challenge, ["news_at"]))
    ledger.note(key, made)


@transaction.atomic
def _write(
    told: Mapping[str, Any], cast: Cast, programme: Programme | None, ledger: Ledger
) -> None:
    row = create_challenge(
        actor=SYSTEM,
        owner=cast.organisation(told["owner"]),
        language=told["language"],
        title=told["texts"]["title"],
        programme=programme,
    )
    row = edit_challenge(actor=SYSTEM, challenge=row, edit=_edit(told))
    for language, words in told["translations"].items():
        edit_challenge(actor=SYSTEM, challenge=row, edit=Edit(language=language, texts=words))
    for language in told["checked"]:
        check_translation(actor=SYSTEM, challenge=row, language=language)
    for document in told.get("documents", ()):
        _attach(row, document, told["language"])
    for one in told["supporters"]:
        made = invite_supporter(
            actor=SYSTEM,
            challenge=row,
            organisation=cast.organisation(one["organisation"]),
            role=one["role"],
            pilot_site=one["pilot_site"],
        )
        move_support(actor=SYSTEM, supporter=made, act="accept")
    for act in WAYS[told["state"]]:
        note = SOLVED if act == "solve" else ""
        row = move_challenge(actor=SYSTEM, challenge=row, act=act, note=note)
    _put_back(row, told)
    ledger.note(f"challenge:{told['key']}", row)


def _attach(row: Challenge, told: Mapping[str, str], language: str) -> None:
    with (DATA / "example" / "files" / told["file"]).open("rb") as content:
        upload = File(content, name=told["file"])
        attach(actor=SYSTEM, challenge=row, upload=upload, title=told["title"], language=language)


def _edit(told: Mapping[str, Any]) -> Edit:
    today = timezone.localdate()
    least, most = told["budget"]
    first, last = told["wanted_from"], told["wanted_until"]
    return Edit(
        language=told["language"],
        texts=told["texts"],
        values={
            "sufferers_count": told["sufferers_count"],
            "budget_least": least,
            "budget_most": most,
            "trl_least": told["trl"],
            "procedure": told["procedure"],
            "wanted_from": None if first is None else today + timedelta(days=first),
            "wanted_until": None if last is None else today + timedelta(days=last),
        },
        terms=_terms(told),
        measures=[_measure(one) for one in told["measures"]],
    )


def _measure(told: Mapping[str, str]) -> MeasureValues:
    return MeasureValues(
        name=told["name"],
        unit=told["unit"],
        better=told["better"],
        source=told["source"],
        baseline=Decimal(told["baseline"]),
        target=Decimal(told["target"]),
    )


def _terms(told: Mapping[str, Any]) -> dict[str, list[Term]]:
    terms = {
        facet.value: [known_term(vocabulary, code) for code in told.get(name, ())]
        for name, (vocabulary, facet) in FACETS.items()
    }
    if told["deliverable"]:
        terms[Facet.DELIVERABLE] = [known_term("deliverable", told["deliverable"])]
    return terms


def _put_back(row: Challenge, told: Mapping[str, Any]) -> None:
    """Let the challenge have been written three weeks before it was published."""
    at = told["published"]
    backdate(at - 21, (row, ["created_at"]))
    if row.published_at:
        backdate(at, (row, ["published_at", "moved_at", "updated_at", "news_at"]))
    elif row.moved_at:
        backdate(at, (row, ["moved_at", "updated_at"]))
    backdate(at - 10, *((one, ["asked_at", "decided_at"]) for one in row.supporters.all()))
    for version in row.versions.all():
        backdate(at, (version, ["made_at"]))


def _load_record(ledger: Ledger) -> None:
    told = read("record")
    programme = Programme.objects.get(pk=ledger["programme:record"])
    bodies = ledger.of("record")
    for one in told["challenges"]:
        key = f"record-challenge:{one['key']}"
        if key not in ledger:
            with transaction.atomic():
                ledger.note(key, _recorded(one, bodies, programme))


def _recorded(
    told: Mapping[str, Any], bodies: Mapping[str, int], programme: Programme
) -> Challenge:
    """Enter it for its city; where the source names several cities, each of them owns it."""
    rows = Organisation.objects.in_bulk(bodies.values())
    owner, *others = [rows[bodies[key]] for key in told["cities"]]
    sites = [rows[bodies[key]] for key in told.get("supporters", ())]
    return load_record(
        owner=owner,
        owners_too=others,
        sites=sites,
        programme=programme,
        title=texts(told["title"]),
        domains=[known_term("domain", code) for code in told["domains"]],
        source=told["source"],
        source_url=told["source_url"],
        checked_on=date.fromisoformat(told["checked_on"]),
    )
