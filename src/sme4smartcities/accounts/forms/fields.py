"""Fields that several forms about accounts share."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.accounts import passwords
from sme4smartcities.accounts.names import one_line

ADVICE = lazy(lambda: " ".join(passwords.hints()), str)


class LineField(forms.CharField):
    """A name or a title, on one line."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class AddressField(forms.EmailField):
    """An e-mail address, in lower case. Its part before the @ must be plain letters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("E-mail address"))
        kwargs.setdefault("max_length", 254)
        kwargs.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        address = str(super().clean(value)).lower()
        if not address.isascii():
            raise ValidationError(
                _("Write the address with plain letters, for example name@example.org.")
            )
        return address


class PasswordField(forms.CharField):
    """A password as it is typed to sign in: every sign counts."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        kwargs.setdefault("label", gettext_lazy("Password"))
        super().__init__(
            strip=False,
            max_length=passwords.LONGEST,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "dir": "ltr"}),
            **kwargs,
        )


class NewPasswordField(PasswordField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", ADVICE())
        super().__init__(autocomplete="new-password", **kwargs)


def judge_password(form: forms.Form, field: str, person: Any) -> None:
    """Add what is wrong with a new password to the form."""
    if password := form.cleaned_data.get(field):
        try:
            passwords.HardToGuess().validate(password, person)
        except ValidationError as error:
            form.add_error(field, error)
