"""What every visited page is shown with: the demonstration, and what it lacks, each made once."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from sme4smartcities.accounts.models import Member
from sme4smartcities.demo.models import Loaded
from sme4smartcities.demo.queries import role_account
from sme4smartcities.organisations.models import Organisation
from tests.accounts.soft_key import SoftKey, save_passkey
from tests.conftest import Browser, make_member
from tests.demonstration import fill

T = TypeVar("T")
ROLES = {"unproven": ("coordinator",)}  # named coordinator, but without a second factor


class Stage:
    """One house with the whole demonstration; whoever is asked for enters once."""

    def __init__(self) -> None:
        fill()
        self._made: dict[Any, Any] = {}

    def once(self, make: Callable[["Stage"], T]) -> T:
        """Give what this function makes, made at the first asking."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    def member(self, who: str) -> Member:
        """Give a role of the demonstration, else a member who is new here by this name."""
        if who not in self._made:
            self._made[who] = role_account(who) or make_member(who, roles=ROLES.get(who, ()))
            if who == "guarded":
                guard(self._made[who])
        found: Member = self._made[who]
        return found

    def number(self, key: str) -> int:
        """Give the id of something that the demonstration loaded, by the key of its content."""
        return int(Loaded.objects.get(key=key).subject_id)

    def organisation(self, key: str) -> Organisation:
        return Organisation.objects.get(pk=self.number(f"organisation:{key}"))


def guard(member: Member) -> None:
    """Give a member a passkey, with it recovery codes, and a code of the telephone."""
    browser = Browser()
    browser.sign_in(member, "password")
    save_passkey(browser, SoftKey())
    TOTP.activate(member, generate_totp_secret())
