"""Which columns a table of challenges has, and how each is written.

The code of a column stands in the file's first row and never changes; imports also know it by its
label in any language. What several values share a cell is divided by semicolons.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import Challenge, Facet, Measure
from sme4smartcities.challenges.texts import LABELS, LONGEST
from sme4smartcities.core.errors import Message
from sme4smartcities.organisations.exchange.columns import LANGUAGES, Column
from sme4smartcities.vocabularies.models import Term

MOST_FIGURES = 3
CENTS = 100
FACETS: Mapping[str, Facet] = {
    "domains": Facet.DOMAIN,
    "needs": Facet.NEEDS,
    "places": Facet.TERRITORY,
    "languages": Facet.LANGUAGE,
    "deliverables": Facet.DELIVERABLE,
    "cpv": Facet.CPV,
    "sdgs": Facet.SDG,
    "certificates": Facet.CERTIFICATE,
    "kinds": Facet.KIND,
    "sizes": Facet.SIZE,
}
VALUES: Mapping[str, Message] = {
    "sufferers_count": _("How many people"),
    "budget_least": _("Budget, from"),
    "budget_most": _("Budget, up to"),
    "currency": _("Currency"),
    "procedure": _("How it is bought"),
    "trl_least": _("Readiness wanted"),
    "wanted_from": _("Wanted from"),
    "wanted_until": _("Wanted until"),
    "questions_until": _("Questions until"),
}
MONEY = ("budget_least", "budget_most")
FIGURE: Mapping[str, Message] = {
    "unit": _("Unit"),
    "better": _("Direction"),
    "baseline": _("Today"),
    "target": _("Goal"),
    "source": _("Where today’s figure comes from"),
}
# State of a text → the column that names the texts in it; what none names is a translation.
STATES: Mapping[str, tuple[str, Message]] = {
    "source": ("originals", _("Originals in another language, by their columns")),
    "checked": ("checked", _("Checked translations, by their columns")),
    "machine": ("machine", _("Translations by a machine, by their columns")),
}


@dataclass(frozen=True)
class Told:
    """A challenge with what is fetched beside it: ``terms`` by facet, of places the narrowest."""

    row: Challenge
    terms: Mapping[str, Sequence[Term]]
    measures: Sequence[Measure]

    def texts(self) -> Iterable[tuple[str, Mapping[str, Any]]]:
        """Give each translated value under the code of its columns."""
        yield from ((name, getattr(self.row, name)) for name in LONGEST)
        for number, one in enumerate(self.measures[:MOST_FIGURES], 1):
            yield f"figure_{number}_name", one.name


def _text(code: str, label: Message) -> list[Column]:
    def show(language: str) -> Callable[[Told], str]:
        return lambda told: str(dict(told.texts()).get(code, {}).get(language, {}).get("text", ""))

    return [
        Column(code=f"{code}_{language}", label=label, show=show(language), language=language)
        for language in LANGUAGES
    ]


def _value(name: str) -> Callable[[Told], str]:
    def show(told: Told) -> str:
        value = getattr(told.row, name)
        if value is None:
            return ""
        if name in MONEY:
            return f"{Decimal(value) / CENTS:.2f}"
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    return show


def _figure(number: int, part: str) -> Callable[[Told], str]:
    def show(told: Told) -> str:
        if number > len(told.measures):
            return ""
        value = getattr(told.measures[number - 1], part)
        return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value or "")

    return show


def _figures(number: int) -> list[Column]:
    def label(part: Message) -> Message:
        return format_lazy(
            "{figure} {number} · {part}", figure=_("Figure"), number=number, part=part
        )

    return [
        *_text(f"figure_{number}_name", label(_("What is measured"))),
        *(
            Column(code=f"figure_{number}_{part}", label=label(words), show=_figure(number, part))
            for part, words in FIGURE.items()
        ),
    ]


def _terms(facet: Facet) -> Callable[[Told], str]:
    return lambda told: "; ".join(term.code for term in told.terms.get(facet, ()))


def _in_state(state: str) -> Callable[[Told], str]:
    """Name the columns of the texts in a state; originals only where the language is another."""

    def show(told: Told) -> str:
        own = told.row.source_language if state == "source" else ""
        return "; ".join(
            f"{code}_{language}"
            for code, value in told.texts()
            for language, entry in value.items()
            if entry["state"] == state and language != own
        )

    return show


COLUMNS = [
    Column(code="id", label=_("Number here"), show=lambda t: str(t.row.pk), taken=False),
    Column(code="owner", label=_("Owner"), show=lambda t: t.row.owner.name),
    Column(code="language", label=_("Language of the texts"), show=lambda t: t.row.source_language),
    *(column for name in LONGEST for column in _text(name, LABELS[name])),
    *(Column(code=name, label=label, show=_value(name)) for name, label in VALUES.items()),
    *(column for number in range(1, MOST_FIGURES + 1) for column in _figures(number)),
    *(Column(code=code, label=facet.label, show=_terms(facet)) for code, facet in FACETS.items()),
    *(
        Column(code=code, label=label, show=_in_state(state))
        for state, (code, label) in STATES.items()
    ),
    Column(code="state", label=_("State"), show=lambda t: t.row.state, taken=False),
    Column(code="layer", label=_("Layer"), show=lambda t: t.row.layer, taken=False),
    Column(
        code="published",
        label=_("Published"),
        show=lambda t: t.row.published_at.date().isoformat() if t.row.published_at else "",
        taken=False,
    ),
    Column(
        code="address",
        label=_("Address"),
        show=lambda t: f"{settings.BASE_URL}{t.row.get_absolute_url()}",
        taken=False,
    ),
]
TAKEN = [column for column in COLUMNS if column.taken]
