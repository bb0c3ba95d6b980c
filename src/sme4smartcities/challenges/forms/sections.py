"""The sections of the Studio in which words and places are asked for, and the list of all sections."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.forms.frame import FrameForm
from sme4smartcities.challenges.forms.goal import GoalForm
from sme4smartcities.challenges.forms.section import Held, SectionForm
from sme4smartcities.challenges.models import Challenge, Facet
from sme4smartcities.challenges.texts import LABELS, LONGEST
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.vocabularies.fields import LookupField, TermField, TermsField
from sme4smartcities.vocabularies.queries import terms


def long_text(name: str, hint: Any) -> RichTextField:
    return RichTextField(
        label=LABELS[name], help_text=hint, required=False, max_length=LONGEST[name]
    )


class ProblemForm(SectionForm):
    slug = "problem"
    heading = _("The problem")
    lead = _("Say what people cannot do today. Leave open how it is solved.")
    texts_in: ClassVar[tuple[str, ...]] = ("title", "summary", "problem")

    title = forms.CharField(
        label=LABELS["title"],
        max_length=LONGEST["title"],
        required=False,
        help_text=_("Plain words, no slogan: “Find a free accessible parking bay in time”."),
    )
    summary = forms.CharField(
        label=LABELS["summary"],
        max_length=LONGEST["summary"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in lists and is read first."),
    )
    problem = long_text(
        "problem",
        _("What happens, where, how often, and what it costs those who live with it."),
    )

    def __init__(self, *args: Any, row: Challenge, language: str, **kwargs: Any) -> None:
        super().__init__(*args, row=row, language=language, **kwargs)
        self.fields["title"].required = language == row.source_language


class PeopleForm(SectionForm):
    slug = "people"
    heading = _("Who suffers, and why")
    lead = _("Numbers may be rough. What was tried saves everybody a detour.")
    texts_in: ClassVar[tuple[str, ...]] = ("sufferers", "causes", "tried")

    sufferers = long_text("sufferers", _("Who they are, one group a line."))
    sufferers_count = forms.IntegerField(
        label=_("How many people"), required=False, min_value=0, max_value=2_000_000_000
    )
    causes = long_text("causes", _("What lies behind it, as far as you know."))
    tried = long_text("tried", _("And why it did not last."))

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        texts = super().start_of(row, held, language)
        return {**texts, "sufferers_count": row.sufferers_count}

    def more(self) -> dict[str, Any]:
        return {"values": {"sufferers_count": self.cleaned_data["sufferers_count"]}}


class TagsForm(SectionForm):
    slug = "tags"
    heading = _("Where it belongs")
    lead = _("By these it is found and matched. Only what you choose here counts.")

    folded = ("domains", "needs", "languages")

    domains = TermsField("domain", label=_("Fields"), required=False, most=4)
    needs = TermsField("capability", label=_("Capabilities needed"), required=False, most=12)
    territory = TermField(
        "territory", label=_("Place"), required=False, empty=_("Where the owner is")
    )
    languages = TermsField("language", label=_("Languages you can work in"), required=False)
    sdgs = TermsField("sdg", label=_("Sustainable development goals"), required=False, most=6)
    certificates = TermsField(
        "certificate",
        label=_("Certificates you will ask for"),
        required=False,
        most=8,
        help_text=_("Each one keeps companies out. Choose none that the problem does not need."),
    )
    kinds = TermsField(
        "organisation_kind",
        label=_("Who may answer"),
        required=False,
        most=8,
        help_text=_("None chosen: everybody. Whoever is of another kind is not suggested."),
    )
    sizes = TermsField(
        "organisation_size",
        label=_("Of which size"),
        required=False,
        help_text=_("None chosen: of any size."),
    )

    cpv = LookupField(
        "cpv",
        label=_("Procurement codes (CPV)"),
        required=False,
        help_text=_("By which public buyers name what they buy. Look them up by words or codes."),
    )

    facets = (
        ("domains", Facet.DOMAIN),
        ("needs", Facet.NEEDS),
        ("languages", Facet.LANGUAGE),
        ("sdgs", Facet.SDG),
        ("certificates", Facet.CERTIFICATE),
        ("kinds", Facet.KIND),
        ("sizes", Facet.SIZE),
        ("cpv", Facet.CPV),
    )

    def __init__(self, *args: Any, held: Held, **kwargs: Any) -> None:
        super().__init__(*args, held=held, **kwargs)
        if not terms("cpv"):  # until the operator has read the codes in
            del self.fields["cpv"]
        for name, facet in self._offered():
            field = self.fields[name]
            assert isinstance(field, TermsField | LookupField)
            field.keep(held.get(facet, []))

    def _offered(self) -> list[tuple[str, Facet]]:
        return [(name, facet) for name, facet in self.facets if name in self.fields]

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        places = held.get(Facet.TERRITORY, [])
        return {
            **{name: held.get(facet, []) for name, facet in cls.facets},
            "territory": places[0] if places else None,
        }

    def more(self) -> dict[str, Any]:
        data = self.cleaned_data
        place = data["territory"] or self.row.owner.territory
        return {
            "terms": {
                **{facet: data[name] for name, facet in self._offered()},
                Facet.TERRITORY: [place] if place else [],
            }
        }


SECTIONS: dict[str, type[SectionForm]] = {
    form.slug: form for form in (ProblemForm, PeopleForm, GoalForm, FrameForm, TagsForm)
}
