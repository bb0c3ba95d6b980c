"""The forms of the coordinator's pages about members."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.policies import COORDINATOR, OPERATOR

ROLES = [(COORDINATOR, _("Coordinator")), (OPERATOR, _("Operator"))]
STANDINGS = [
    ("", _("Any standing")),
    ("open", _("Open")),
    ("unconfirmed", _("Address not confirmed")),
    ("blocked", _("Blocked")),
    ("leaving", _("About to be erased")),
]


class MemberFilter(forms.Form):
    """Search the list of members; nothing is required."""

    mark_optional = False

    q = forms.CharField(label=_("Name or address"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any role")), *ROLES])
    standing = forms.ChoiceField(label=_("Standing"), required=False, choices=STANDINGS)


class InvitationForm(forms.Form):
    """Whom to invite, in which language, with which role."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("No role: a member")), *ROLES]
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class BlockForm(forms.Form):
    """Why an account is closed. A reason of blanks is no reason: Django strips it."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The member reads it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
