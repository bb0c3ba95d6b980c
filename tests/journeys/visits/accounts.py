"""Coming in, proving who one is, one's profile, keys and data; what the coordinator sees of members."""

from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core import signing
from django.utils import timezone

from sme4smartcities.accounts.models import DataExport, Member
from sme4smartcities.accounts.services import (
    ask_for_erasure,
    block_member,
    invite,
    make_token,
)
from sme4smartcities.accounts.services.invitations import hashed
from sme4smartcities.core.policies import SYSTEM
from tests.conftest import PASSWORD
from tests.journeys.visits import Visit, fixed
from tests.journeys.visits.stage import Stage


def _mailbox(stage: Stage) -> tuple[str]:
    """The link of a letter that asks to confirm a mailbox."""
    address = stage.member("stranger").emailaddress_set.get_or_create(email="new@example.org")[0]
    return (signing.dumps(address.pk, salt="account"),)


def _forgot(stage: Stage) -> tuple[str, str]:
    """The link of a letter that lets choose a new password."""
    member = stage.member("stranger")
    return user_pk_to_url_str(member), default_token_generator.make_token(member)


def _passkey(stage: Stage) -> tuple[int]:
    keys = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    return (keys.get(user=stage.member("guarded")).pk,)


def _guest(stage: Stage) -> tuple[str]:
    """The link of a letter that invites somebody."""
    sent = invite(actor=SYSTEM, email="guest@example.org", language="en")
    type(sent).objects.filter(pk=sent.pk).update(token_hash=hashed("known"))
    return ("known",)


def _keys(stage: Stage) -> tuple[()]:
    """One key in use."""
    make_token(
        actor=stage.member("stranger"), name="Sheet", scopes=["read"], lasts=timedelta(days=9)
    )
    return ()


def _archives(stage: Stage) -> tuple[()]:
    """Two archives of a member's data, one being made; and the account is to be erased."""
    member, later = stage.member("leaver"), timezone.now() + timedelta(days=5)
    DataExport.objects.create(member=member, stored_as="x.zip", size=48_000, expires_at=later)
    DataExport.objects.create(member=member, expires_at=later)
    ask_for_erasure(actor=member)
    return ()


def _blocked(stage: Stage) -> Member:
    member = stage.member("blocked")
    return block_member(actor=SYSTEM, member=member, reason="Sells addresses.")


GUARDED = {"who": "guarded"}
ENTRANCE = (
    Visit(address="account_login"),
    Visit(address="account_login", state="empty", sends={"login": "", "password": ""}),
    Visit(
        address="account_login",
        state="wrong",
        sends={"login": "nobody@example.org", "password": "wrong"},
    ),
    Visit(address="account_signup"),
    Visit(address="account_signup", state="wrong", sends={"email": "no address", "name": ""}),
    Visit(address="account_logout", who="stranger"),
    Visit(address="account_inactive"),
    Visit(address="account_email_verification_sent"),
    Visit(address="account_confirm_email", on=lambda stage: stage.once(_mailbox)),
    Visit(
        address="account_confirm_email",
        state="wrong password",
        on=lambda stage: stage.once(_mailbox),
        sends={"password": "wrong"},
    ),
    Visit(address="account_confirm_email", state="old link", on=fixed("gone")),
    Visit(address="account_reset_password"),
    Visit(address="account_reset_password", state="wrong", sends={"email": "no address"}),
    Visit(address="account_reset_password_done"),
    Visit(address="account_reset_password_from_key", on=lambda stage: stage.once(_forgot)),
    Visit(
        address="account_reset_password_from_key",
        state="weak",
        on=lambda stage: stage.once(_forgot),
        sends={"password1": "password"},
    ),
    Visit(address="account_reset_password_from_key", state="old link", on=fixed("1", "gone")),
    Visit(address="account_reset_password_from_key_done"),
    Visit(
        address="mfa_authenticate",
        via="account_login",
        on=lambda stage: (stage.member("guarded"), ())[1],
        sends={"login": "guarded@example.org", "password": PASSWORD},
    ),
    Visit(address="account_reauthenticate", who="stranger"),
    Visit(
        address="account_reauthenticate", who="stranger", state="wrong", sends={"password": "wrong"}
    ),
)
SIGN_IN = (
    Visit(address="account_email", who="stranger"),
    Visit(address="account_email", who="stranger", state="wrong", sends={"email": "no address"}),
    Visit(address="account_change_password", who="stranger"),
    Visit(
        address="account_change_password",
        who="stranger",
        state="wrong",
        sends={"oldpassword": "wrong", "password1": "password"},
    ),
    Visit(address="mfa_index", who="stranger"),
    Visit(address="mfa_index", **GUARDED),
    Visit(address="mfa_reauthenticate", **GUARDED),
    Visit(address="mfa_reauthenticate", **GUARDED, state="wrong", sends={"code": "000000"}),
    Visit(address="mfa_reauthenticate_webauthn", **GUARDED),
    Visit(address="mfa_activate_totp", who="stranger"),
    Visit(address="mfa_activate_totp", who="stranger", state="wrong", sends={"code": "000000"}),
    Visit(address="mfa_deactivate_totp", **GUARDED),
    Visit(address="mfa_view_recovery_codes", **GUARDED),
    Visit(address="mfa_generate_recovery_codes", **GUARDED),
    Visit(address="mfa_list_webauthn", **GUARDED),
    Visit(address="mfa_list_webauthn", who="stranger"),
    Visit(address="mfa_add_webauthn", who="stranger"),
    Visit(address="mfa_remove_webauthn", **GUARDED, on=_passkey),
    Visit(address="mfa_edit_webauthn", **GUARDED, on=_passkey),
    Visit(address="mfa_edit_webauthn", **GUARDED, on=_passkey, state="wrong", sends={"name": ""}),
    Visit(address="accounts:security", **GUARDED),
    Visit(address="accounts:security", who="stranger"),
    Visit(address="accounts:second_step", who="unproven"),
)
OWN = (
    Visit(address="accounts:terms"),
    Visit(address="accounts:terms_accept", who="stranger"),
    Visit(address="accounts:person", on=lambda stage: (stage.member("mentor").pk,)),
    Visit(address="accounts:profile_edit", who="mentor"),
    Visit(address="accounts:profile_edit", who="stranger", state="wrong", sends={"name": ""}),
    Visit(address="accounts:settings", who="stranger"),
    Visit(address="accounts:tokens", who="stranger", on=lambda stage: stage.once(_keys)),
    Visit(address="accounts:tokens", who="newcomer", state="wrong", sends={"name": ""}),
    Visit(address="accounts:data", who="newcomer"),
    Visit(address="accounts:data", who="leaver", on=lambda stage: stage.once(_archives)),
    Visit(address="accounts:invitation", on=lambda stage: stage.once(_guest)),
)
COORDINATOR = {"who": "coordinator"}
STEWARDSHIP = (
    Visit(address="accounts:member_list", **COORDINATOR),
    Visit(address="accounts:member_list", **COORDINATOR, state="nobody", query="?q=nobody-here"),
    Visit(
        address="accounts:member_detail",
        **COORDINATOR,
        on=lambda stage: (stage.member("mentor").pk,),
    ),
    Visit(
        address="accounts:member_detail",
        **COORDINATOR,
        state="blocked",
        on=lambda stage: (stage.once(_blocked).pk,),
    ),
    Visit(
        address="accounts:member_detail",
        **COORDINATOR,
        state="no reason",
        on=lambda stage: (stage.member("mentor").pk,),
        sends={"reason": ""},
    ),
    Visit(address="accounts:invitation_list", **COORDINATOR, on=lambda s: (s.once(_guest), ())[1]),
    Visit(
        address="accounts:invitation_list", **COORDINATOR, state="wrong", sends={"email": "nobody"}
    ),
    Visit(address="accounts:terms_publish", **COORDINATOR),
    Visit(address="accounts:terms_publish", **COORDINATOR, state="wrong", sends={"en": ""}),
)
VISITS = (*ENTRANCE, *SIGN_IN, *OWN, *STEWARDSHIP)
