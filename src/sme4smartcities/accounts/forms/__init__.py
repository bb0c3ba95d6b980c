"""What members type, and how it is judged before a service sees it."""

from sme4smartcities.accounts.forms.entrance import (
    AskResetForm,
    ResetPasswordForm,
    SignInForm,
    SignUpForm,
)
from sme4smartcities.accounts.forms.factors import (
    ActivateAppForm,
    AddPasskeyForm,
    CodeForm,
    ConfirmCodeForm,
    ConfirmPasskeyForm,
    PasskeyForm,
    PasskeySignInForm,
    RenamePasskeyForm,
)
from sme4smartcities.accounts.forms.profile import (
    ProfileForm,
    SettingsForm,
    TermsForm,
    TokenForm,
)
from sme4smartcities.accounts.forms.security import (
    ChangeEmailForm,
    ChangePasswordForm,
    ConfirmPasswordForm,
    MailboxPasswordForm,
    SetPasswordForm,
)

__all__ = [
    "ActivateAppForm",
    "AddPasskeyForm",
    "AskResetForm",
    "ChangeEmailForm",
    "ChangePasswordForm",
    "CodeForm",
    "ConfirmCodeForm",
    "ConfirmPasskeyForm",
    "ConfirmPasswordForm",
    "MailboxPasswordForm",
    "PasskeyForm",
    "PasskeySignInForm",
    "ProfileForm",
    "RenamePasskeyForm",
    "ResetPasswordForm",
    "SetPasswordForm",
    "SettingsForm",
    "SignInForm",
    "SignUpForm",
    "TermsForm",
    "TokenForm",
]
