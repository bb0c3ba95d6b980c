"""Which columns a table of organisations has, and how each is written.

The code of a column stands in the file's first row and never changes; imports also know it by its
label in any language. What several values share a cell is divided by semicolons.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.organisations.models import Facet, Organisation

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NAMES = dict(settings.LANGUAGES)


@dataclass(frozen=True, kw_only=True)
class Column:
    """``full``: in the coordinator's export only. ``taken``: an import reads it."""

    code: str
    label: Message
    show: Callable[[Any], str] = str
    full: bool = False
    taken: bool = True
    language: str = ""


def _code(term: object) -> str:
    return str(getattr(term, "code", "") or "")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _many(values: Iterable[str]) -> str:
    return "; ".join(values)


def _terms(facet: Facet) -> Callable[[Organisation], str]:
    """Write a facet's codes from the prefetched statements; a certificate with its end."""

    def show(organisation: Organisation) -> str:
        rows = sorted(
            (row for row in organisation.terms.all() if row.facet == facet),
            key=lambda row: row.term.code,
        )
        return _many(
            f"{row.term.code} ({row.valid_until.isoformat()})" if row.valid_until else row.term.code
            for row in rows
        )

    return show


def _translated(field: str, label: Message) -> list[Column]:
    def show(code: str) -> Callable[[Organisation], str]:
        return lambda organisation: str(getattr(organisation, field).get(code, {}).get("text", ""))

    return [
        Column(code=f"{field}_{code}", label=label, show=show(code), language=code)
        for code in LANGUAGES
    ]


def _names() -> list[Column]:
    def show(code: str) -> Callable[[Organisation], str]:
        return lambda organisation: str(organisation.names.get(code, ""))

    return [
        Column(code=f"name_{code}", label=_("Name"), show=show(code), language=code)
        for code in LANGUAGES
    ]


COLUMNS = [
    Column(code="id", label=_("Number here"), show=lambda o: str(o.pk), taken=False),
    Column(code="name", label=_("Name"), show=lambda o: o.name),
    *_names(),
    Column(code="alternate_names", label=_("Other names"), show=lambda o: _many(o.alternate_names)),
    Column(code="kind", label=_("Type"), show=lambda o: _code(o.kind)),
    Column(code="size", label=_("Size"), show=lambda o: _code(o.size)),
    Column(code="staff", label=_("People"), show=lambda o: o.staff),
    Column(code="founded", label=_("Founded in"), show=lambda o: _text(o.founded)),
    Column(code="territory", label=_("Place"), show=lambda o: _code(o.territory)),
    Column(
        code="place",
        label=_("Town"),
        show=lambda o: _text((o.place.gazetteer_id or o.place.name) if o.place else None),
    ),
    Column(code="latitude", label=_("Latitude"), show=lambda o: _number(o.latitude)),
    Column(code="longitude", label=_("Longitude"), show=lambda o: _number(o.longitude)),
    Column(code="address", label=_("Address of the office"), show=lambda o: o.address),
    Column(code="website", label=_("Website"), show=lambda o: o.website),
    Column(
        code="email_domains",
        label=_("E-mail domains"),
        show=lambda o: _many(sorted(row.domain for row in o.email_domains.all())),
        full=True,
    ),
    Column(code="language", label=_("Language of the texts"), show=lambda o: o.source_language),
    *_translated("summary", _("In one sentence")),
    *_translated("description", _("In more words")),
    Column(code="domains", label=_("Fields"), show=_terms(Facet.DOMAIN)),
    Column(code="cpv", label=_("Procurement codes (CPV)"), show=_terms(Facet.CPV)),
    Column(code="offers", label=_("Offers"), show=_terms(Facet.OFFERS)),
    Column(code="needs", label=_("Looks for"), show=_terms(Facet.NEEDS)),
    Column(code="languages", label=_("Working languages"), show=_terms(Facet.LANGUAGE)),
    Column(code="certificates", label=_("Certificates"), show=_terms(Facet.CERTIFICATE)),
    Column(code="trl_from", label=_("TRL from"), show=lambda o: _text(o.trl_from)),
    Column(code="trl_to", label=_("TRL to"), show=lambda o: _text(o.trl_to)),
    Column(code="layer", label=_("Layer"), show=lambda o: o.layer),
    Column(code="source", label=_("Source"), show=lambda o: o.source),
    Column(
        code="checked_on",
        label=_("Checked on"),
        show=lambda o: o.checked_on.isoformat() if o.checked_on else "",
    ),
    Column(
        code="verified",
        label=_("Verified on"),
        show=lambda o: o.verified_at.date().isoformat() if o.verified_at else "",
        taken=False,
    ),
    Column(code="state", label=_("State"), show=lambda o: o.state, full=True),
    Column(
        code="verification_note",
        label=_("How it was verified"),
        show=lambda o: o.verification_note,
        full=True,
        taken=False,
    ),
    Column(
        code="confirmed",
        label=_("Last confirmed"),
        show=lambda o: o.last_confirmed_at.date().isoformat(),
        full=True,
        taken=False,
    ),
]
BY_CODE = {column.code: column for column in COLUMNS}
TAKEN = [column for column in COLUMNS if column.taken]


def shown(*, full: bool) -> list[Column]:
    return [column for column in COLUMNS if full or not column.full]


def label_of(column: Column) -> str:
    """Name a column for people, with its language where it has one."""
    label = str(column.label)
    return f"{label} · {NAMES[column.language]}" if column.language else label
