"""Open the role accounts: those that visitors sign in with, and those that give bodies a voice."""

from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction

from sme4smartcities.accounts.models import Audience, Member
from sme4smartcities.accounts.policies import DEMO
from sme4smartcities.accounts.services import Registration, admit, grant_role
from sme4smartcities.accounts.services.profiles import (
    ProfileChange,
    change_profile,
    change_settings,
)
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import PASSWORD, address, read
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.services.people import add_person, show_myself
from sme4smartcities.vocabularies.models import Term


def load_people(ledger: Ledger) -> None:
    told = read("example/people")
    for person in told["sign_ins"]:
        if f"member:{person['key']}" not in ledger:
            _open(person, PASSWORD, ledger)
    for person in told["voices"]:
        if f"member:{person['key']}" not in ledger:
            _open(person, None, ledger)


@transaction.atomic
def _open(told: dict[str, Any], password: str | None, ledger: Ledger) -> None:
    registration = Registration(
        email=address(told["key"]),
        name=told["name"],
        password=password,
        language=told["language"],
    )
    member = admit(actor=SYSTEM, registration=registration)
    grant_role(actor=SYSTEM, member=member, role=DEMO)
    if role := told.get("platform_role"):
        grant_role(actor=SYSTEM, member=member, role=role)
        TOTP.activate(member, generate_totp_secret())
    for post in told["works_for"]:
        _employ(member, post, ledger)
    _introduce(member, told)
    ledger.note(f"member:{told['key']}", member)


def _employ(member: Member, post: dict[str, str], ledger: Ledger) -> None:
    organisation = Organisation.objects.get(pk=ledger[f"organisation:{post['organisation']}"])
    add_person(actor=SYSTEM, organisation=organisation, member=member, role=post["role"])
    show_myself(
        actor=member,
        organisation=organisation,
        function=post["function"],
        shown=Audience[post["shown"].upper()],
    )


def _introduce(member: Member, told: dict[str, Any]) -> None:
    """Show the role's name to everybody: it is nobody's. Where content has more, show that too."""
    expertise = Term.objects.of("capability").filter(code__in=told.get("expertise", ()))
    shown = ("name", "headline", "bio", "languages", "expertise", "time_zone")
    change = ProfileChange(
        name=told["name"],
        language=told["language"],
        headline=told.get("headline", ""),
        bio=told.get("bio", ""),
        languages=Term.objects.of("language").filter(code=told["language"]),
        expertise=expertise,
        audiences=dict.fromkeys(shown, Audience.EVERYBODY),
    )
    change_profile(actor=member, change=change)
    zone = told.get("time_zone", "UTC")
    change_settings(actor=member, language=told["language"], time_zone=zone)
