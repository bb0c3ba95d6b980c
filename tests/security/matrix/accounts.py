"""Who reaches whose account, and who looks after members."""

from datetime import timedelta

from django.core import signing
from django.utils import timezone

from sme4smartcities.accounts.models import (
    SHOWN_FIELDS,
    Audience,
    DataExport,
    Invitation,
    Member,
    Profile,
)
from sme4smartcities.accounts.services import block_member, grant_role, invite, make_token
from sme4smartcities.accounts.services.invitations import hashed
from sme4smartcities.core.policies import SYSTEM
from tests.conftest import PASSWORD, make_member
from tests.security.matrix import Cast, Target

TABLE = """
address                              verb target   | visitor member colleague manager verified coordinator operator
account_login                        GET  -        | 200     go     go        go      go       go          go
account_login                        POST wrong    | 200     go     go        go      go       go          go
account_login                        POST right    | go      go     go        go      go       go          go
account_signup                       GET  -        | 200     go     go        go      go       go          go
account_signup                       POST wrong    | 200     go     go        go      go       go          go
account_logout                       GET  -        | go      200    200       200     200      200         200
account_logout                       POST -        | go      go     go        go      go       go          go
account_inactive                     GET  -        | 200     200    200       200     200      200         200
account_email_verification_sent      GET  -        | 200     200    200       200     200      200         200
account_confirm_email                GET  pending  | 200     200    200       200     200      200         200
account_confirm_email                POST pending  | 200     200    200       200     200      200         200
account_reset_password               GET  -        | 200     200    200       200     200      200         200
account_reset_password               POST address  | go      go     go        go      go       go          go
account_reset_password_done          GET  -        | 200     200    200       200     200      200         200
account_reset_password_from_key      GET  nokey    | 200     200    200       200     200      200         200
account_reset_password_from_key_done GET  -        | 200     200    200       200     200      200         200
mfa_authenticate                     GET  -        | login   go     go        go      go       go          go
mfa_login_webauthn                   GET  -        | login   go     go        go      go       go          go
mfa_login_webauthn                   POST wrong    | login   go     go        go      go       go          go
account_reauthenticate               GET  -        | login   200    200       200     200      200         200
account_email                        GET  -        | login   200    200       200     200      200         200
account_change_password              GET  -        | login   200    200       200     200      200         200
account_change_password              POST wrong    | login   200    200       200     200      200         200
account_set_password                 GET  -        | login   go     go        go      go       go          go
api:me                               GET  -        | 401     200    200       200     200      200         200
# a key speaks for its member, whoever shows it
api:me                               GET  spoken   | 200     200    200       200     200      200         200
# but not for a role account of a demonstration: this house is none
api:me                               GET  copied   | 401     401    401       401     401      401         401
mfa_reauthenticate                   GET  -        | login   factor factor    factor  factor   factor      factor
mfa_reauthenticate_webauthn          GET  -        | login   factor factor    factor  factor   factor      factor
mfa_index                            GET  -        | login   200    200       200     200      200         200
mfa_activate_totp                    GET  -        | login   200    200       200     200      200         200
mfa_deactivate_totp                  GET  -        | login   404    404       404     404      404         404
mfa_view_recovery_codes              GET  -        | login   404    404       404     404      404         404
mfa_generate_recovery_codes          GET  -        | login   200    200       200     200      200         200
mfa_list_webauthn                    GET  -        | login   200    200       200     200      200         200
mfa_add_webauthn                     GET  -        | login   200    200       200     200      200         200
mfa_remove_webauthn                  GET  nokeypk  | login   404    404       404     404      404         404
mfa_edit_webauthn                    GET  nokeypk  | login   404    404       404     404      404         404
accounts:terms                       GET  -        | 200     200    200       200     200      200         200
accounts:terms_accept                GET  -        | login   200    200       200     200      200         200
accounts:terms_accept                POST -        | login   go     go        go      go       go          go
accounts:terms_publish               GET  -        | login   403    403       403     403      200         403
accounts:terms_publish               POST wording  | login   403    403       403     403      go          403
accounts:person                      GET  shown    | 200     200    200       200     200      200         200
accounts:person                      GET  members  | 404     200    200       200     200      200         200
accounts:person                      GET  hidden   | 404     404    404       404     404      404         404
accounts:person                      GET  blocked  | 404     404    404       404     404      404         404
accounts:person                      GET  member   | 404     200    404       404     404      404         404
accounts:profile_edit                GET  -        | login   200    200       200     200      200         200
accounts:profile_edit                POST profile  | login   go     go        go      go       go          go
accounts:settings                    GET  -        | login   200    200       200     200      200         200
accounts:try_address                 POST -        | login   go     go        go      go       go          go
accounts:settings                    POST clock    | login   go     go        go      go       go          go
accounts:tokens                      GET  -        | login   200    200       200     200      200         200
accounts:tokens                      POST key      | login   200    200       200     200      200         200
accounts:token_revoke                GET  token    | login   405    405       405     405      405         405
accounts:token_revoke                POST token    | login   go     404       404     404      404         404
accounts:security                    GET  -        | login   200    200       200     200      200         200
accounts:second_step                 GET  -        | login   200    200       200     200      200         200
accounts:end_session                 POST session  | login   go     go        go      go       go          go
accounts:end_sessions                POST -        | login   go     go        go      go       go          go
accounts:data                        GET  -        | login   200    200       200     200      200         200
accounts:download                    POST -        | login   go     go        go      go       go          go
accounts:download_file               GET  export   | login   404    404       404     404      404         404
accounts:leave                       GET  -        | login   405    405       405     405      405         405
accounts:leave                       POST -        | login   go     go        go      go       go          go
accounts:stay                        POST -        | login   go     go        go      go       go          go
accounts:invitation                  GET  guest    | 200     200    200       200     200      200         200
accounts:invitation                  POST guest    | 200     400    400       400     400      400         400
# with a role, from a coordinator; and from one who is none any more
accounts:invitation                  POST rising   | 200     go     400       400     400      400         400
accounts:invitation                  POST lapsed   | 200     400    400       400     400      400         400
accounts:invitation                  GET  noguest  | 404     404    404       404     404      404         404
accounts:member_list                 GET  -        | login   403    403       403     403      200         200
accounts:member_detail               GET  hidden   | login   403    403       403     403      200         200
accounts:role_grant                  POST steward  | login   403    403       403     403      go          go
accounts:role_grant                  POST operate  | login   403    403       403     403      403         go
accounts:role_revoke                 POST unmake   | login   403    403       403     403      go          go
accounts:member_block                GET  reason   | login   403    403       403     403      405         405
accounts:member_block                POST reason   | login   403    403       403     403      go          go
accounts:member_block                POST strong   | login   403    403       403     403      403         go
accounts:member_unblock              POST blocked  | login   403    403       403     403      go          go
accounts:invitation_list             GET  -        | login   403    403       403     403      200         200
accounts:invitation_list             POST invite   | login   403    403       403     403      go          go
accounts:invitation_list             POST raise    | login   403    403       403     403      200         go
accounts:invitation_revoke           POST sent     | login   403    403       403     403      go          go
admin:index                          GET  -        | login   403    403       403     403      403         200
admin:accounts_member_changelist     GET  -        | login   403    403       403     403      403         200
admin:accounts_member_changelist     POST -        | login   403    403       403     403      403         200
admin:accounts_member_change         GET  hidden   | login   403    403       403     403      403         200
admin:accounts_member_change         POST hidden   | login   403    403       403     403      403         403
admin:accounts_role_changelist       GET  -        | login   403    403       403     403      403         200
admin:accounts_role_change           GET  norow    | login   403    403       403     403      403         go
admin:journal_entry_changelist       GET  -        | login   403    403       403     403      403         200
admin:journal_entry_change           GET  norow    | login   403    403       403     403      403         go
admin:journal_parked_changelist      GET  -        | login   403    403       403     403      403         200
admin:journal_parked_change          GET  norow    | login   403    403       403     403      403         go
admin:journal_bookmark_changelist    GET  -        | login   403    403       403     403      403         200
admin:journal_bookmark_change        GET  norow    | login   403    403       403     403      403         go
"""  # fmt: skip


def targets(cast: Cast) -> dict[str, Target]:
    shown, members, hidden, blocked, strong = (
        make_member(name) for name in ("shown", "members", "hidden", "blocked", "strong")
    )
    _open(shown, Audience.EVERYBODY)
    _open(members, Audience.MEMBERS)
    _open(blocked, Audience.EVERYBODY)
    block_member(actor=SYSTEM, member=blocked, reason="Spam")
    grant_role(actor=SYSTEM, member=strong, role="coordinator")
    copied = make_member("copied")
    grant_role(actor=SYSTEM, member=copied, role="demo")
    pending = hidden.emailaddress_set.create(email="other@example.org")
    member = cast["member"]
    assert member is not None
    token, _secret = make_token(
        actor=member, name="Sheet", scopes=["read"], lasts=timedelta(days=1)
    )
    export = DataExport.objects.create(
        member=hidden, stored_as="x.zip", expires_at=timezone.now() + timedelta(days=1)
    )
    sent = invite(actor=SYSTEM, email="guest@example.org", language="en")
    Invitation.objects.filter(pk=sent.pk).update(token_hash=hashed("known"))
    _offer_role(to=member, by=strong, token="rising")
    _offer_role(to=cast["colleague"], by=hidden, token="lapsed")
    return {
        **_of_members(shown, members, hidden, blocked, strong, member),
        "norow": Target(args=("999999",)),
        "wrong": Target(data={"login": "x", "oldpassword": "x", "credential": "x"}),
        "right": Target(data={"login": shown.email, "password": PASSWORD}),
        "spoken": Target(headers=_key_of(shown)),
        "copied": Target(headers=_key_of(copied)),
        "address": Target(data={"email": "somebody@example.org"}),
        "pending": Target(args=(signing.dumps(pending.pk, salt="account"),)),
        "nokey": Target(args=("1", "set-password")),
        "nokeypk": Target(args=(999_999,)),
        "wording": Target(data={"en": "Be kind."}),
        "profile": Target(data={"name": "New", **dict.fromkeys(SHOWN_FIELDS.values(), "0")}),
        "clock": Target(data={"language": "it", "time_zone": "Europe/Rome"}),
        "key": Target(data={"name": "Sheet", "scopes": ["read"], "days": "30"}),
        "token": Target(args=(token.pk,)),
        "session": Target(args=(999_999,)),
        "export": Target(args=(export.pk,)),
        "guest": Target(args=("known",)),
        "rising": Target(args=("rising",)),
        "lapsed": Target(args=("lapsed",)),
        "noguest": Target(args=("unknown",)),
        "invite": Target(data={"email": "new@example.org", "language": "en"}),
        "raise": Target(data={"email": "new@example.org", "language": "en", "role": "operator"}),
        "sent": Target(args=(sent.pk,)),
    }


def _open(member: Member, audience: int) -> None:
    Profile.objects.filter(member=member).update(show_name=audience)


def _offer_role(*, to: Member | None, by: Member, token: str) -> None:
    assert to is not None
    offer = invite(actor=SYSTEM, email=to.email, language="en", role="coordinator")
    Invitation.objects.filter(pk=offer.pk).update(token_hash=hashed(token), invited_by=by)


def _key_of(member: Member) -> dict[str, str]:
    lasts = timedelta(days=1)
    _token, secret = make_token(actor=member, name="Sheet", scopes=["read"], lasts=lasts)
    return {"Authorization": f"Bearer {secret}"}


def _of_members(
    shown: Member, members: Member, hidden: Member, blocked: Member, strong: Member, own: Member
) -> dict[str, Target]:
    reason = {"reason": "Spam"}
    return {
        "shown": Target(args=(shown.pk,)),
        "members": Target(args=(members.pk,)),
        "hidden": Target(args=(hidden.pk,)),
        "blocked": Target(args=(blocked.pk,)),
        "member": Target(args=(own.pk,)),
        "steward": Target(args=(hidden.pk,), data={"role": "coordinator"}),
        "operate": Target(args=(hidden.pk,), data={"role": "operator"}),
        "unmake": Target(args=(strong.pk,), data={"role": "coordinator"}),
        "reason": Target(args=(hidden.pk,), data=reason),
        "strong": Target(args=(strong.pk,), data=reason),
    }
