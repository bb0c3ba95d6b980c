"""The sections of a solution, each a form of its own, in the order in which they are written."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.drafting import slot
from sme4smartcities.core.errors import Message
from sme4smartcities.core.revising import Editing
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.solutions.models import Facet, PriceModel
from sme4smartcities.vocabularies.fields import Choices, LookupField, TermField, TermsField
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import terms


class NewSolutionForm(forms.Form):
    """In whose name, and what it is called; the rest is written section by section."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    title = forms.CharField(
        label=_("Name of the solution"),
        max_length=120,
        help_text=_("What you call it, in the language of this page."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.title) for one in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class SolutionFileForm(forms.Form):
    """An export, and in whose name it comes in."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    file = forms.FileField(
        label=_("Export of a solution"), help_text=_("The JSON file, up to 1 MB.")
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.pk), one.title) for one in organisations]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]


class Section(Editing):
    """One section: its name in the address, its title, and the facets among its fields."""

    slug: ClassVar[str] = ""
    title_of_section: ClassVar[Message] = ""
    facets: ClassVar[tuple[Facet, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for facet in self._offered():
            self.fields[facet.value].keep(self.start[facet.value])  # type: ignore[attr-defined]

    def _now(self) -> dict[str, Any]:
        held = list(self.row.terms.select_related("term__vocabulary")) if self.facets else []
        stated = {f.value: [row.term for row in held if row.facet == f] for f in self.facets}
        return {**super()._now(), **stated}

    @property
    def slot(self) -> str:
        """Name the draft of what is typed here."""
        return slot(self.slug, self.writing) if self.translated else self.slug

    def values(self) -> dict[str, Any]:
        return {k: v for k, v in super().values().items() if k not in self.facets}

    def chosen(self) -> Mapping[Facet, list[Term]]:
        return {facet: self.cleaned_data[facet.value] for facet in self._offered()}

    def _offered(self) -> list[Facet]:
        return [facet for facet in self.facets if facet.value in self.fields]


def _lines(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class AboutForm(Section):
    slug = "about"
    title_of_section = _("What it is")
    translated = ("title", "summary", "problem", "does", "how", "audience")

    title = forms.CharField(label=_("Name of the solution"), max_length=120)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        max_length=300,
        required=False,
        widget=_lines(),
        help_text=_("It stands in lists and is read first."),
    )
    problem = RichTextField(
        label=_("The problem it answers"),
        max_length=4_000,
        required=False,
        help_text=_("Whose problem, and what it costs them. A city recognises itself here."),
    )
    does = RichTextField(label=_("What it does"), max_length=6_000, required=False)
    how = RichTextField(label=_("How it works"), max_length=6_000, required=False)
    audience = forms.CharField(
        label=_("For whom"),
        max_length=1_000,
        required=False,
        widget=_lines(),
        help_text=_("Which cities, of which size, with which people."),
    )


class UseForm(Section):
    slug = "use"
    title_of_section = _("Readiness, price and conditions")
    translated = ("evidence", "price", "provides", "standards", "accessibility")

    trl = TermField("trl", label=_("Readiness (TRL)"), required=False, empty=_("Not stated"))
    evidence = forms.CharField(
        label=_("What shows the readiness"),
        max_length=2_000,
        required=False,
        widget=_lines(),
        help_text=_("Where it was tested, by whom, with which result."),
    )
    price_model = forms.ChoiceField(
        label=_("How it is paid"),
        choices=[("", _("Not stated")), *PriceModel.choices],
        required=False,
    )
    price = forms.CharField(
        label=_("About the price"), max_length=1_000, required=False, widget=_lines()
    )
    provides = forms.CharField(
        label=_("What the city provides"),
        max_length=2_000,
        required=False,
        widget=_lines(),
        help_text=_("Data, places to put things, power, people, permits."),
    )
    standards = forms.CharField(
        label=_("Data and standards"),
        max_length=2_000,
        required=False,
        widget=_lines(),
        help_text=_("Which data it collects and who owns them; interfaces and standards."),
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        max_length=2_000,
        required=False,
        widget=_lines(),
        help_text=_("How people with disabilities use it, and what was tested."),
    )
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https"
    )
    programme = forms.ChoiceField(label=_("Developed in the programme"), required=False)

    def __init__(self, *args: Any, programmes: Sequence[Programme] = (), **kwargs: Any) -> None:
        self.programmes = {str(one.pk): one for one in programmes}
        super().__init__(*args, **kwargs)
        choices = [(number, one.title) for number, one in self.programmes.items()]
        self.fields["programme"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["programme"]

    def _now(self) -> dict[str, Any]:
        return {
            **super()._now(),
            "trl": str(self.row.trl or ""),
            "programme": str(self.row.programme_id or ""),
        }

    def values(self) -> dict[str, Any]:
        values = super().values()
        values["trl"] = int(values["trl"].code) if values["trl"] else None
        if "programme" in values:
            values["programme"] = self.programmes.get(values["programme"])
        return values


class TerritoriesField(TermsField):
    """Countries and territories, without the regions in them."""

    def _offer(self, first: Choices, kept: Sequence[Term] = ()) -> Any:
        def offered() -> Choices:
            top = [one for one in terms(self.vocabulary) if not one.parent_id]
            more = [one for one in kept if one not in top]
            return [(one.code, one.label) for one in (*top, *more)]

        return offered


class TagsForm(Section):
    slug = "tags"
    title_of_section = _("Tags")
    facets = (
        Facet.DOMAIN,
        Facet.OFFERS,
        Facet.TERRITORY,
        Facet.LANGUAGE,
        Facet.SDG,
        Facet.CERTIFICATE,
        Facet.CPV,
    )

    domain = TermsField("domain", label=_("Fields it belongs to"), required=False, most=6)
    offers = TermsField("capability", label=_("What it offers"), required=False, most=12)
    territory = TerritoriesField(
        "territory", label=_("Where you deliver it"), required=False, most=40
    )
    language = TermsField("language", label=_("Languages of work"), required=False, most=12)
    sdg = TermsField("sdg", label=_("Goals it serves"), required=False, most=8)
    certificate = TermsField(
        "certificate", label=_("Certificates of the solution"), required=False, most=12
    )
    cpv = LookupField(
        "cpv",
        label=_("Procurement codes (CPV)"),
        required=False,
        help_text=_("By which public buyers name what they buy. Look them up by words or codes."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not terms("cpv"):  # until the operator has read the codes in
            del self.fields["cpv"]


SECTIONS: dict[str, type[Section]] = {form.slug: form for form in (AboutForm, TagsForm, UseForm)}
