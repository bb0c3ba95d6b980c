"""Who may be suggested to an organisation, and to whom it may be suggested."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.fields import TermsField
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term_with_id, terms

Finder = Callable[[str], Organisation | None]
NEVER_HINT = _("One a line: the name as it is listed, or the address of its page.")


class CountriesField(TermsField):
    """What lies in nothing larger, and whatever else a program has set."""

    def keep(self, carried: Iterable[Term]) -> None:
        others = [one for one in carried if one.parent_id]

        def offered() -> list[tuple[str, str]]:
            roots = [one for one in terms(self.vocabulary) if one.parent_id is None]
            return [(one.code, one.label) for one in (*others, *roots)]

        self.choices = offered


def _territories(label: Any) -> CountriesField:
    return CountriesField(
        "territory", label=label, required=False, most=60, help_text=_("None chosen: everywhere.")
    )


def _never(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=10_000,
        help_text=NEVER_HINT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class ReachForm(forms.Form):
    sees_nobody = forms.BooleanField(label=_("Suggest nobody to us"), required=False)
    sees_territories = _territories(_("Suggest to us only who is in these places"))
    sees_never = _never(_("Never suggest to us"))
    seen_nobody = forms.BooleanField(label=_("Suggest us to nobody"), required=False)
    seen_territories = _territories(_("Suggest us only to those in these places"))
    seen_never = _never(_("Never suggest us to"))

    def __init__(self, *args: Any, find: Finder, **kwargs: Any) -> None:
        """``find`` gives the organisation that somebody typed."""
        super().__init__(*args, **kwargs)
        self.find = find
        for way in ("sees", "seen"):
            field = self.fields[f"{way}_territories"]
            assert isinstance(field, CountriesField)
            held = self.initial.get(f"{way}_territories", ())
            field.keep(term for one in held if (term := term_with_id(one)))

    @classmethod
    def start_of(
        cls, reaches: dict[str, Reach], names: Callable[[Reach], Iterable[str]]
    ) -> dict[str, Any]:
        """Give what stands in the fields at first, by way."""
        found: dict[str, Any] = {}
        for way, reach in reaches.items():
            found[f"{way}_nobody"] = reach.nobody
            found[f"{way}_territories"] = sorted(reach.territories)
            found[f"{way}_never"] = "\n".join(names(reach))
        return found

    def clean_sees_never(self) -> frozenset[int]:
        return self._named("sees_never")

    def clean_seen_never(self) -> frozenset[int]:
        return self._named("seen_never")

    def _named(self, name: str) -> frozenset[int]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        found = {line: self.find(line) for line in lines[:200]}
        unknown = [line for line, row in found.items() if row is None]
        if unknown:
            raise ValidationError(
                _("The directory has no “%(name)s”. Write the address of its page instead."),
                params={"name": unknown[0][:80]},
            )
        return frozenset(row.pk for row in found.values() if row)

    def reach(self, way: str) -> Reach:
        data = self.cleaned_data
        return Reach(
            nobody=data[f"{way}_nobody"],
            territories=frozenset(term.pk for term in data[f"{way}_territories"]),
            never=data[f"{way}_never"],
        )
