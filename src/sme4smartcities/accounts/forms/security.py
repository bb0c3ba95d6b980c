"""Forms with which a signed-in member changes address and password, or proves who sits there."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ReauthenticateForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts import services
from sme4smartcities.accounts.forms.fields import (
    AddressField,
    NewPasswordField,
    PasswordField,
    judge_password,
)


class SetPasswordForm(forms.Form):
    password1 = NewPasswordField(label=_("New password"))

    def __init__(self, user: Any = None, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        judge_password(self, "password1", self.user)
        return cleaned

    def save(self) -> None:
        services.change_password(self.user, self.cleaned_data["password1"])


class ChangePasswordForm(SetPasswordForm):
    oldpassword = PasswordField(label=_("Present password"))
    field_order = ("oldpassword", "password1")

    def clean_oldpassword(self) -> str:
        password: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class ConfirmPasswordForm(ReauthenticateForm):
    password = PasswordField()


class ChangeEmailForm(AddEmailForm):
    """Ask for another address. It counts once somebody has opened the link sent to it."""

    email = AddressField(label=_("New e-mail address"))

    def clean_email(self) -> str:
        address: str = self.cleaned_data["email"]
        assert self.user is not None
        if address == self.user.email:
            raise get_adapter().validation_error("duplicate_email")
        return address


class MailboxPasswordForm(forms.Form):
    """Confirm an address in another browser than the one that registered it.

    Without the password, whoever can only read the mailbox would confirm what a stranger typed.
    """

    password = PasswordField(
        help_text=_("The one you chose here when you registered, not that of your mailbox.")
    )

    def __init__(self, *args: Any, member: Any, **kwargs: Any) -> None:
        self.member = member
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.member, password):
            raise ValidationError(get_adapter().error_messages["incorrect_password"])
        return password
