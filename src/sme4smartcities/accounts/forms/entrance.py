"""Forms for who is not signed in yet: register, sign in, ask for a new password."""

from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm
from allauth.account.internal.flows.signup import prevent_enumeration
from django import forms
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse_lazy
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts import services
from sme4smartcities.accounts.forms.fields import (
    AddressField,
    LineField,
    NewPasswordField,
    PasswordField,
    judge_password,
)
from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.queries import address_is_free

LINK = lazy(lambda text, url: format_html(str(text), url), str)


class SignUpForm(forms.Form):
    """Six fields, and one that only a program fills in."""

    by_passkey = False  # allauth's view asks

    name = LineField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Nobody sees it until you say so in your profile."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = AddressField()
    password1 = NewPasswordField()
    organisation_name = LineField(
        label=_("Your organisation"),
        max_length=200,
        required=False,
        help_text=_("A company, city, university … You can add its profile afterwards."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    language = forms.ChoiceField(
        label=_("Language of our mails"), choices=settings.LANGUAGES, initial=get_language
    )
    terms = forms.BooleanField(
        label=LINK(
            _('I agree to the <a href="{}">terms of use</a>'), reverse_lazy("accounts:terms")
        ),
        error_messages={"required": _("Agree to the terms of use to open an account.")},
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        judge_password(self, "password1", SimpleNamespace(**cleaned))
        return cleaned

    def try_save(self, request: Any) -> tuple[Member | None, Any]:
        """Register, and answer the same to who is known, to who is not, and to programs."""
        if self.cleaned_data["website"]:
            return None, get_adapter().respond_email_verification_sent(request, None)
        registration = services.Registration(
            email=self.cleaned_data["email"],
            name=self.cleaned_data["name"],
            password=self.cleaned_data["password1"],
            language=self.cleaned_data["language"],
            organisation_name=self.cleaned_data["organisation_name"],
        )
        if address_is_free(registration.email):
            try:
                with transaction.atomic():
                    return services.register(registration), None
            except IntegrityError:  # the same form came twice at once: the first one won
                pass
        else:
            services.rehearse(registration)
        return None, prevent_enumeration(request, email=registration.email)


class SignInForm(LoginForm):
    password = PasswordField()
    remember = forms.BooleanField(
        label=_("Stay signed in on this device"),
        help_text=_("For 14 days. Leave it out on a computer that others use."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField(
            widget=forms.EmailInput(attrs={"autocomplete": "username webauthn", "dir": "ltr"})
        )
        self.order_fields(["login", "password", "remember"])


class AskResetForm(forms.Form):
    email = AddressField()

    def save(self, request: Any) -> None:
        services.ask_for_new_password(self.cleaned_data["email"])


class ResetPasswordForm(forms.Form):
    """Choose a new password after following the link of a mail."""

    password1 = NewPasswordField(label=_("New password"))

    def __init__(self, *args: Any, user: Any = None, temp_key: str = "", **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        judge_password(self, "password1", self.user)
        return cleaned

    def save(self) -> None:
        services.reset_password(self.user, self.cleaned_data["password1"])
