"""Forms for what a member shows, for language and clock, for keys and for the terms."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sme4smartcities.accounts.forms.fields import LineField
from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member, Profile, TokenScope
from sme4smartcities.accounts.services import ProfileChange
from sme4smartcities.core import formats
from sme4smartcities.core.revising import RevisedForm
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.vocabularies.models import Term

MOST_LINKS = 5
WHO = gettext_lazy("Who sees it")


class LinksField(forms.CharField):
    """Addresses of pages, one in each line."""

    widget = forms.Textarea(attrs={"rows": 3, "dir": "ltr"})

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(super().clean(value) or "").splitlines()]
        links = [line for line in lines if line]
        if len(links) > MOST_LINKS:
            text = ngettext("Give at most %(n)d link.", "Give at most %(n)d links.", MOST_LINKS)
            raise ValidationError(text % {"n": MOST_LINKS})
        for link in links:
            URLValidator(
                schemes=["http", "https"],
                message=_("Write whole addresses, for example https://example.org/me."),
            )(link)
        return links


class TermsField(forms.ModelMultipleChoiceField):
    def __init__(self, vocabulary: str, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(
            Term.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    def offer(self) -> None:
        """Read the list's terms; once per form."""
        self.queryset = Term.objects.of(self.vocabulary).offered()


class ProfileForm(RevisedForm):
    """Each field of the page stands beside the choice of who sees it."""

    name = LineField(label=gettext_lazy("Your name"), max_length=150)
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        required=False,
        help_text=gettext_lazy("A picture of at most 15 MB. Where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    drop_photo = forms.BooleanField(label=gettext_lazy("Remove the photo"), required=False)
    headline = LineField(
        label=gettext_lazy("What you do"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Your function in a few words."),
    )
    bio = RichTextField(label=gettext_lazy("About you"), max_length=5000, required=False)
    languages = TermsField("language", label=gettext_lazy("Languages you work in"))
    expertise = TermsField("domain", label=gettext_lazy("Fields you know"))
    links = LinksField(
        label=gettext_lazy("Links"),
        max_length=1500,
        required=False,
        help_text=gettext_lazy("One in each line."),
    )
    phone = LineField(
        label=gettext_lazy("Telephone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, profile: Profile, language: str, **kwargs: Any) -> None:
        self.language = language
        kwargs["initial"] = {**_initial(profile, language), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in ("languages", "expertise"):
            cast(TermsField, self.fields[name]).offer()
        for name, column in SHOWN_FIELDS.items():
            self.fields[column] = forms.TypedChoiceField(
                label=WHO, choices=Audience, coerce=int, initial=getattr(profile, column)
            )
            self.fields[column].widget.attrs["data-of"] = name

    def label_of(self, bound: forms.BoundField) -> str:
        if field := bound.field.widget.attrs.get("data-of"):
            return _("%(field)s: who sees it") % {"field": _label(self, field)}
        return str(bound.label)

    def rows(self) -> list[tuple[Any, Any]]:
        """Pair each field with its choice of readers, in the order of the page."""
        names = [name for name in SHOWN_FIELDS if name in self.fields]
        return [(self[name], self[SHOWN_FIELDS[name]]) for name in names]

    def change(self) -> ProfileChange:
        data = self.cleaned_data
        return ProfileChange(
            language=self.language,
            audiences={name: data[column] for name, column in SHOWN_FIELDS.items()},
            **{
                name: data[name]
                for name in (
                    "name", "headline", "bio", "links", "phone",
                    "languages", "expertise", "photo", "drop_photo",
                )
            },
        )  # fmt: skip


def _label(form: forms.Form, name: str) -> str:
    return str(form[name].label) if name in form.fields else _("Time zone")


def _initial(profile: Profile, language: str) -> dict[str, Any]:
    saved = profile.pk is not None
    return {
        "name": profile.member.name,
        "headline": profile.headline.get(language, {}).get("text", ""),
        "bio": profile.bio.get(language, {}).get("text", ""),
        "links": "\n".join(profile.links),
        "phone": profile.phone,
        "languages": list(profile.languages.all()) if saved else [],
        "expertise": list(profile.expertise.all()) if saved else [],
        "revision": profile.revision,
        "drop_photo": False,
        **{column: getattr(profile, column) for column in SHOWN_FIELDS.values()},
    }


class SettingsForm(forms.Form):
    """Language and clock; whoever has set no zone finds a suggestion, and may leave it unset."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of our mails"), choices=settings.LANGUAGES
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=formats.zones,
        help_text=gettext_lazy("Dates and times are shown as your clock reads them."),
    )

    def __init__(self, *args: Any, member: Member, suggested: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"language": member.language, "time_zone": member.time_zone}
        if member.time_zone == formats.UNSET:
            field = cast(forms.ChoiceField, self.fields["time_zone"])
            field.choices = [("", gettext_lazy("Choose your time zone")), *formats.zones()]
            field.required, field.widget.attrs["data-clock"] = False, ""
            self.initial["time_zone"] = suggested if suggested in dict(formats.zones()) else ""

    def clean_time_zone(self) -> str:
        return self.cleaned_data["time_zone"] or formats.UNSET


class TokenForm(forms.Form):
    """Make a key for a program."""

    name = LineField(
        label=gettext_lazy("What the key is for"),
        max_length=80,
        help_text=gettext_lazy(
            "So that you recognise it, for example “Spreadsheet at the office”."
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=TokenScope,
        widget=forms.CheckboxSelectMultiple,
        initial=[TokenScope.READ],
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long it works"),
        coerce=int,
        choices=[
            (30, gettext_lazy("30 days")),
            (90, gettext_lazy("90 days")),
            (365, gettext_lazy("One year")),
        ],
    )

    def __init__(self, *args: Any, with_roles: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_roles:
            cast(forms.MultipleChoiceField, self.fields["scopes"]).choices = [
                choice for choice in TokenScope.choices if choice[0] != TokenScope.COORDINATE
            ]

    def lasts(self) -> timedelta:
        return timedelta(days=self.cleaned_data["days"])


class TermsForm(forms.Form):
    """A new wording of the terms, in each language of the site."""

    def __init__(self, *args: Any, texts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[code] = RichTextField(
                label=name, required=False, initial=texts.get(code, "")
            )

    def texts(self) -> dict[str, str]:
        return {code: text for code, text in self.cleaned_data.items() if text}
