"""The section that frames an answer: limits, gifts, money, time, readiness, procedure."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.forms.section import Held, SectionForm
from sme4smartcities.challenges.models import Challenge, Facet, Procedure
from sme4smartcities.challenges.queries.challenges import CENTS
from sme4smartcities.challenges.texts import CURRENCIES, LABELS, LONGEST
from sme4smartcities.core.richtext import RichTextField
from sme4smartcities.vocabularies.fields import TermField

MOST_MONEY = Decimal(10) ** 12


def _amount(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=MOST_MONEY, decimal_places=2
    )


def _date(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class FrameForm(SectionForm):
    slug = "frame"
    heading = _("Limits and means")
    lead = _(
        "What an answer must respect, and what you bring to it. Leave open what you do not know."
    )
    texts_in: ClassVar[tuple[str, ...]] = ("constraints", "offered")

    constraints = RichTextField(
        label=LABELS["constraints"],
        help_text=_("Laws, places, systems that stay, people who must be able to use it."),
        required=False,
        max_length=LONGEST["constraints"],
    )
    offered = RichTextField(
        label=LABELS["offered"],
        help_text=_("Data, test sites, staff, contacts."),
        required=False,
        max_length=LONGEST["offered"],
    )
    deliverable = TermField(
        "deliverable", label=_("What you want in the end"), required=False, empty=_("Not decided")
    )
    trl_least = TermField(
        "trl",
        label=_("Readiness wanted, at least"),
        required=False,
        empty=_("Not decided"),
        help_text=_("TRL, technology readiness level: 1 is an idea, 9 is in daily use."),
    )
    budget_least = _amount(_("Budget, from"))
    budget_most = _amount(_("Budget, up to"))
    currency = forms.ChoiceField(label=_("Currency"), choices=[(c, c) for c in CURRENCIES])
    procedure = forms.ChoiceField(
        label=_("How you mean to buy"),
        choices=[("", _("Not decided")), *Procedure.choices],
        required=False,
    )
    wanted_from = _date(_("Wanted from"))
    wanted_until = _date(_("Wanted until"))
    questions_until = _date(
        _("Questions until"), _("Leave it empty to take questions until the end.")
    )

    @classmethod
    def start_of(cls, row: Challenge, held: Held, language: str) -> dict[str, Any]:
        plain = ("currency", "procedure", "wanted_from", "wanted_until", "questions_until")
        return {
            **super().start_of(row, held, language),
            **{name: getattr(row, name) for name in plain},
            **{name: _units(getattr(row, name)) for name in ("budget_least", "budget_most")},
            "trl_least": str(row.trl_least or ""),
            "deliverable": next(iter(held.get(Facet.DELIVERABLE, [])), None),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        low, high = data.get("budget_least"), data.get("budget_most")
        if low is not None and high is not None and low > high:
            self.add_error("budget_most", _("Give the same amount or a higher one."))
        first, last = data.get("wanted_from"), data.get("wanted_until")
        if first and last and first > last:
            self.add_error("wanted_until", _("Give the same day or a later one."))
        return data

    def more(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = ("currency", "procedure", "wanted_from", "wanted_until", "questions_until")
        return {
            "values": {
                **{name: data[name] for name in plain},
                **{name: _cents(data[name]) for name in ("budget_least", "budget_most")},
                "trl_least": int(data["trl_least"].code) if data["trl_least"] else None,
            },
            "terms": {Facet.DELIVERABLE: [data["deliverable"]] if data["deliverable"] else []},
        }


def _units(cents: int | None) -> str:
    return "" if cents is None else f"{(Decimal(cents) / CENTS).normalize():f}"


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * CENTS)
