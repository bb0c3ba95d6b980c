"""Where allauth asks the platform: each answer calls our services, mails and rules."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts import secrets_at_rest, services
from sme4smartcities.accounts.assurance import is_fresh, is_strong, stay_signed_in
from sme4smartcities.accounts.queries import address_is_free
from sme4smartcities.accounts.services.letters import (
    may_write_to_stranger,
    write_to_address,
)
from sme4smartcities.core import limits

log = logging.getLogger("sme4smartcities.sign_in")

SECOND_FACTOR_WAYS = ("mfa_reauthenticate", "mfa_reauthenticate:webauthn")

# What allauth wants to say → what we say; what is not listed stays unsaid.
MESSAGES = {
    "account/messages/password_changed.txt": _("Your password is changed."),
    "account/messages/password_set.txt": _("Your password is set."),
    "account/messages/email_confirmed.txt": _("Your e-mail address is confirmed."),
    "account/messages/logged_out.txt": _("You are signed out."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is connected."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is disconnected."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is saved."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("These are your new recovery codes."),
    "usersessions/messages/sessions_logged_out.txt": _("You are signed out everywhere else."),
}


def absolute(name: str, *args: str) -> str:
    """Give the public address of a page: mails never trust the Host header of a request."""
    return settings.BASE_URL + reverse(name, args=args)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _(
            "Address and password do not belong together. Check both, or ask for a new password."
        ),
        "enter_current_password": _("This is not your present password."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is not right or was used already. Wait for the next one."),
        "too_many_login_attempts": _(
            "There were too many tries. Wait half an hour, use a passkey, or ask for a new "
            "password."
        ),
        "rate_limited": _("There were too many tries. Wait some minutes."),
    }

    # --- Mail ------------------------------------------------------------------------------
    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        address: EmailAddress = emailconfirmation.email_address
        member: Any = address.user
        if not signup and not address_is_free(address.email, member):
            self.send_account_already_exists_mail(address.email)
            return
        url = self.get_email_confirmation_url(request, emailconfirmation)
        self._write(
            address.email,
            "confirm" if member.confirmed_at is None else "confirm_new_address",
            {"name": member.name, "url": url},
            member.language,
        )

    def send_account_already_exists_mail(self, email: str) -> None:
        urls = {"login_url": absolute("account_login"), "url": absolute("account_reset_password")}
        self._write(email, "already_registered", urls)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Refuse letters that are not ours."""
        raise ValueError(f"No letter of ours answers to {template_prefix}")

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: our services tell of each change themselves, whoever makes it."""

    def _write(self, email: str, letter: str, values: dict[str, Any], language: str = "") -> None:
        if may_write_to_stranger(email):
            write_to_address(email, letter, language=language, context=values)

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """Give the link of the mail; it leads on to where the member wanted to go."""
        url = absolute("account_confirm_email", emailconfirmation.key)
        goal = get_next_redirect_url(request)
        return f"{url}?{urlencode({'next': goal})}" if goal else url

    # --- Accounts --------------------------------------------------------------------------
    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm a first address or a changed one; say no when another member has it by now."""
        member: Any = email_address.user
        if not address_is_free(email_address.email, member):
            return False
        was = member.email
        if not super().confirm_email(request, email_address):
            return False
        member.refresh_from_db()
        services.confirm_mailbox(member)
        if was != member.email:
            keep = request.session.session_key if request.user == member else None
            services.note_address_change(member, was=was, keep=keep)
            stay_signed_in(request, member)
        return True

    def set_password(self, user: Any, password: str) -> None:
        services.change_password(user, password)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        user.strong = is_strong(request, user)
        log.info("signed in: member %s, second factor: %s", user.pk, user.strong)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.warning("sign-in failed")

    def get_client_ip(self, request: HttpRequest) -> str:
        """Believe our own proxies alone; of IPv6 keep the network, which is what limits count."""
        ip = limits.client_ip(request)
        return "0.0.0.0" if ip == "unknown" else ip

    # --- Ways and words --------------------------------------------------------------------
    def get_login_redirect_url(self, request: HttpRequest) -> str:
        member: Any = request.user
        with translation.override(member.language):
            return reverse("web:desk")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request)

    def is_safe_url(self, url: str) -> bool:
        request = allauth_context.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(allauth_context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Offer the second factor alone where there is one: a password would not be enough."""
        ways = super().get_reauthentication_methods(user)
        strong = [way for way in ways if way["id"] in SECOND_FACTOR_WAYS]
        return strong or ways

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or MESSAGES.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "incorrect_passkey": _(
            "This passkey is not known here. Use another one, or another way to sign in."
        ),
        "unverified_email": _("Confirm your new e-mail address first, or take it back."),
    }

    def encrypt(self, text: str) -> str:
        return secrets_at_rest.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return secrets_at_rest.open_sealed(encrypted_text)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return gettext("My device")

    def _get_site_name(self) -> str:
        return settings.SITE_NAME
