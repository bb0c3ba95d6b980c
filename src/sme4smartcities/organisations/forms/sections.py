"""The further sections of a profile, and the list of all sections in their order."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.organisations.forms.basics import BasicsForm
from sme4smartcities.organisations.forms.section import SectionForm
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.services.profile import Capabilities, Credentials, Work
from sme4smartcities.vocabularies.fields import LookupField, TermField, TermsField
from sme4smartcities.vocabularies.queries import terms

MOST_CERTIFICATES = 8


class WorkForm(SectionForm):
    slug = "work"
    title = _("What you do")

    summary = forms.CharField(
        label=_("In one or two sentences"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Say what you do and for whom. It stands in lists and is read first."),
    )
    description = RichTextField(label=_("In more words"), max_length=10_000, required=False)
    domains = TermsField("domain", label=_("Fields you work in"), required=False, most=8)
    cpv = LookupField(
        "cpv",
        label=_("Procurement codes (CPV)"),
        required=False,
        help_text=_("By which public buyers name what they buy. Look them up by words or codes."),
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        self.language = language
        super().__init__(*args, **kwargs)
        if not terms("cpv"):  # until the operator has read the codes in
            del self.fields["cpv"]
        for name in ("summary", "description"):
            self.fields[name].widget.attrs["lang"] = language

    @classmethod
    def start_of(cls, row: Organisation, language: str) -> dict[str, Any]:
        return {
            "revision": row.revision,
            "summary": row.summary.get(language, {}).get("text", ""),
            "description": row.description.get(language, {}).get("text", ""),
            "domains": [held.term for held in row.terms.all() if held.facet == "domain"],
            "cpv": [held.term for held in row.terms.all() if held.facet == "cpv"],
        }

    def values(self) -> Work:
        data = self.cleaned_data
        return Work(
            language=self.language,
            summary=" ".join(data["summary"].split()),
            description=data["description"].strip(),
            domains=data["domains"],
            cpv=data.get("cpv"),
        )


class CapabilitiesForm(SectionForm):
    slug = "capabilities"
    title = _("What you offer and look for")

    folded = ("offers", "needs")

    offers = TermsField("capability", label=_("What you offer"), required=False, most=15)
    needs = TermsField("capability", label=_("What you look for"), required=False, most=15)
    trl_from = TermField("trl", label=_("Readiness of your technology, from"), required=False)
    trl_to = TermField("trl", label=_("to"), required=False)

    @classmethod
    def start_of(cls, row: Organisation, language: str) -> dict[str, Any]:
        held = row.terms.all()
        return {
            "revision": row.revision,
            "offers": [one.term for one in held if one.facet == "offers"],
            "needs": [one.term for one in held if one.facet == "needs"],
            "trl_from": str(row.trl_from or ""),
            "trl_to": str(row.trl_to or ""),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("trl_from"), data.get("trl_to")
        if low and high and int(low.code) > int(high.code):
            self.add_error("trl_to", _("Choose the same level or a higher one."))
        return data

    def values(self) -> Capabilities:
        data = self.cleaned_data
        return Capabilities(
            offers=data["offers"],
            needs=data["needs"],
            trl_from=int(data["trl_from"].code) if data["trl_from"] else None,
            trl_to=int(data["trl_to"].code) if data["trl_to"] else None,
        )


class CredentialsForm(SectionForm):
    """``certificate_0 … 7`` with ``until_0 … 7``: three empty rows more than are held."""

    slug = "credentials"
    title = _("Languages and certificates")

    folded = ("languages",)

    languages = TermsField("language", label=_("Languages you work in"), required=False, most=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = sum(name.startswith("certificate_") for name in self.start)
        self.rows = min(held + 3, MOST_CERTIFICATES)
        for number in range(self.rows):
            self.fields[f"certificate_{number}"] = TermField(
                "certificate", label=_("Certificate"), required=False, empty=_("None")
            )
            self.fields[f"until_{number}"] = forms.DateField(
                label=_("Valid until"),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )

    @classmethod
    def start_of(cls, row: Organisation, language: str) -> dict[str, Any]:
        held = list(row.terms.all())
        certificates = [one for one in held if one.facet == "certificate"][:MOST_CERTIFICATES]
        return {
            "revision": row.revision,
            "languages": [one.term for one in held if one.facet == "language"],
            **{f"certificate_{n}": one.term for n, one in enumerate(certificates)},
            **{f"until_{n}": one.valid_until for n, one in enumerate(certificates)},
        }

    def certificate_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"certificate_{n}"], self[f"until_{n}"]) for n in range(self.rows)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = [data.get(f"certificate_{n}") for n in range(self.rows)]
        for number, term in enumerate(chosen):
            if term and term in chosen[:number]:
                self.add_error(f"certificate_{number}", _("This certificate stands here twice."))
            if not term and data.get(f"until_{number}"):
                self.add_error(f"certificate_{number}", _("Choose the certificate of this date."))
        return data

    def values(self) -> Credentials:
        data = self.cleaned_data
        return Credentials(
            languages=data["languages"],
            certificates=[
                (data[f"certificate_{n}"], data[f"until_{n}"])
                for n in range(self.rows)
                if data[f"certificate_{n}"]
            ],
        )


SECTIONS: dict[str, type[SectionForm]] = {
    form.slug: form for form in (BasicsForm, WorkForm, CapabilitiesForm, CredentialsForm)
}
