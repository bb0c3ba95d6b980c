"""Set the Example in motion: people ask to join, write to one another, and contacts are kept."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.calendar import backdate
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Conversation
from sme4smartcities.organisations.services.contacts import ContactValues, add_contact
from sme4smartcities.organisations.services.inviting import invite_colleague
from sme4smartcities.organisations.services.joining import ask_to_join
from sme4smartcities.organisations.services.relay import (
    reply,
    report_conversation,
    write_to_organisation,
)
from sme4smartcities.vocabularies.models import Term

LEGAL_BASIS = "public-task"


def load_life(ledger: Ledger) -> None:
    told, cast = read("example/life"), Cast(ledger)
    for part, kind, play in SCENES:
        for number, scene in enumerate(told[part]):
            if f"{kind}:{number}" not in ledger:
                play(f"{kind}:{number}", scene, cast, ledger)


@transaction.atomic
def _ask(key: str, told: dict[str, Any], cast: Cast, ledger: Ledger) -> None:
    request = ask_to_join(
        actor=cast.member(told["member"]),
        organisation=cast.organisation(told["organisation"]),
        message=told["message"],
    )
    backdate(told["at"], (request, ["asked_at"]))
    ledger.note(key, request)


@transaction.atomic
def _invite(key: str, told: dict[str, Any], cast: Cast, ledger: Ledger) -> None:
    invited = cast.member(told["to"])
    invitation = invite_colleague(
        actor=cast.member(told["by"]),
        organisation=cast.organisation(told["organisation"]),
        email=invited.email,
        role=told["role"],
        language=invited.language,
    )
    ledger.note(key, invitation)


@transaction.atomic
def _talk(key: str, told: dict[str, Any], cast: Cast, ledger: Ledger) -> None:
    first, *later = told["messages"]
    conversation = write_to_organisation(
        actor=cast.member(told["from"]),
        organisation=cast.organisation(told["to"]),
        title=told["subject"],
        text=first["text"],
    )
    backdate(
        first["at"],
        (conversation, ["started_at", "last_at", "member_read_at"]),
        (conversation.messages.get(), ["sent_at"]),
    )
    for answer in later:
        _answer(conversation, answer, cast)
    if note := told.get("report"):
        report = report_conversation(
            actor=cast.member(told["reported_by"]),
            conversation=conversation,
            reason="spam",
            note=note,
        )
        backdate(told["messages"][-1]["at"], (report, ["reported_at"]))
    ledger.note(key, conversation)


def _answer(conversation: Conversation, told: dict[str, Any], cast: Cast) -> None:
    message = reply(actor=cast.member(told["by"]), conversation=conversation, text=told["text"])
    side = "managers_read_at" if message.from_organisation else "member_read_at"
    backdate(told["at"], (conversation, ["last_at", side]), (message, ["sent_at"]))


@transaction.atomic
def _keep(key: str, told: dict[str, Any], cast: Cast, ledger: Ledger) -> None:
    today = timezone.localdate()
    values = ContactValues(
        organisation=cast.organisation(told["organisation"]),
        function=told["function"],
        email=told["email"],
        language=told["language"],
        source=told["source"],
        legal_basis=Term.objects.of("legal_basis").get(code=LEGAL_BASIS),
        collected_on=today + timedelta(days=told["collected"]),
        expires_on=today + timedelta(days=told["expires"]),
    )
    ledger.note(key, add_contact(actor=SYSTEM, values=values, audiences=told.get("audiences", ())))


SCENES = (
    ("join_requests", "request", _ask),
    ("invitations", "invitation", _invite),
    ("threads", "conversation", _talk),
    ("contacts", "contact", _keep),
)
