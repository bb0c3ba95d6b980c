"""Forms of the second factor: codes of an app, recovery codes, passkeys."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse

from sme4smartcities.accounts import services
from sme4smartcities.accounts.forms.fields import LineField

CODE_VALID_FOR = 120  # seconds; longer than a code of the app can be right


def code_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"}
        ),
    )


class UsedOnce:
    """A code of the app works once, even within the minutes in which it stays right."""

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        authenticator: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"totp:{authenticator.pk}:{digits}", True, CODE_VALID_FOR):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(UsedOnce, AuthenticateForm):
    code = code_field(_("Code of your app, or a recovery code"))


class ConfirmCodeForm(UsedOnce, ReauthenticateForm):
    code = code_field(_("Code of your app, or a recovery code"))


class ActivateAppForm(ActivateTOTPForm):
    code = code_field(_("Code that the app shows"))


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey of ours signs in alone: it asks for a finger, a face or a PIN."""

    name = LineField(
        label=_("Name of this passkey"),
        max_length=60,
        help_text=_("So that you recognise it, for example “Phone”."),
    )
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)


class RenamePasskeyForm(EditWebAuthnForm):
    name = LineField(label=_("Name of this passkey"), max_length=60)


class NeverCloned:
    """Refuse a passkey whose counter did not move on: somebody copied it."""

    def clean_credential(self) -> Authenticator:
        try:
            authenticator: Authenticator = super().clean_credential()  # type: ignore[misc]
        except (AttributeError, KeyError, TypeError, ValueError, forms.ValidationError) as error:
            # An answer so odd that the library trips over it proves nothing either.
            raise get_adapter().validation_error("incorrect_passkey") from error
        answer: dict[str, Any] = self.cleaned_data["credential"]  # type: ignore[attr-defined]
        count = AuthenticationResponse.from_dict(answer).response.authenticator_data.counter
        if not services.count_passkey_use(authenticator, count):
            raise get_adapter().validation_error("incorrect_passkey")
        return authenticator


class PasskeySignInForm(NeverCloned, LoginWebAuthnForm):
    pass


class PasskeyForm(NeverCloned, AuthenticateWebAuthnForm):
    pass


class ConfirmPasskeyForm(NeverCloned, ReauthenticateWebAuthnForm):
    pass
