"""What people say about their part in an organisation."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Audience


class JoinForm(forms.Form):
    message = forms.CharField(
        label=_("Message to the managers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("Say who you are, so that they know you. They see your name."),
    )


class AppearanceForm(forms.Form):
    function = forms.CharField(
        label=_("Your function"),
        required=False,
        max_length=120,
        help_text=_("For example: head of innovation."),
    )
    shown = forms.TypedChoiceField(
        label=_("Who sees on the organisation's page that you work there?"),
        choices=Audience.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("We write once. The address is deleted if nobody answers."),
    )
    role = forms.ChoiceField(
        label=_("As"),
        choices=[
            ("member", _("Member: reads what concerns the organisation")),
            ("manager", _("Manager: edits the profile, answers messages, invites others")),
        ],
        initial="member",
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
