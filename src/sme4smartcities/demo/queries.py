"""What the demonstration tells who starts it: sign-ins, the code of the moment, its own addresses."""

import time
from typing import NamedTuple

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.policies import DEMO
from sme4smartcities.core.subjects import PLATFORM
from sme4smartcities.demo.content import PASSWORD, address, read
from sme4smartcities.demo.models import Loaded
from sme4smartcities.demo.tour import ROLES
from sme4smartcities.organisations.models import Organisation


class SignIn(NamedTuple):
    """What a visitor types to be somebody of the Example."""

    role: str
    address: str
    password: str


def sign_ins() -> list[SignIn]:
    """Give the role accounts that are loaded, in the order of the tour."""
    told = read("example/people")["sign_ins"]
    loaded = set(_ids("member"))
    return [
        SignIn(str(ROLES[person["key"]]), address(person["key"]), PASSWORD)
        for person in told
        if person["key"] in loaded
    ]


def role_account(key: str) -> Member | None:
    """Find the account of a role that visitors may sign in as."""
    offered = {person["key"] for person in read("example/people")["sign_ins"]}
    number = _ids("member").get(key) if key in offered else None
    return Member.objects.filter(pk=number, is_active=True).first() if number else None


def second_factor(member: Member) -> Authenticator | None:
    return Authenticator.objects.filter(user=member, type=Authenticator.Type.TOTP).first()


def code_of(key: str) -> str:
    """Give the second-factor code of the moment for a role account; "" where it has none."""
    member = role_account(key)
    factor = second_factor(member) if member else None
    if factor is None:
        return ""
    secret = decrypt(factor.data["secret"])
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD)))


def coordinator_code() -> str:
    return code_of("coordinator")


def codes() -> list[tuple[str, str]]:
    """Give role and code of the moment of each role account with a second factor."""
    told = read("example/people")["sign_ins"]
    return [(str(ROLES[one["key"]]), code) for one in told if (code := code_of(one["key"]))]


def accounts_of_the_demo() -> list[str]:
    """Give the addresses of all role accounts, whatever mode the platform runs in."""
    holders = Member.objects.filter(roles__role=DEMO, roles__scope_kind=PLATFORM.kind)
    return list(holders.order_by("email").values_list("email", flat=True))


def organisation_named(key: str) -> Organisation | None:
    """Find an organisation of the Example by the key of its content."""
    number = _ids("organisation").get(key)
    return Organisation.objects.listed().filter(pk=number).first() if number else None


def _ids(kind: str) -> dict[str, int]:
    rows = Loaded.objects.filter(key__startswith=f"{kind}:")
    return {key.partition(":")[2]: number for key, number in rows.values_list("key", "subject_id")}
