"""The picture that stands for an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LogoForm(forms.Form):
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("A picture up to 15 MB. We make it small and take out where it was made."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
