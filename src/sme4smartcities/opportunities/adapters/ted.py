"""What the search interface of TED answers: notices as JSON, with the fields that were asked for.

Every field may be missing; a list holds one entry a lot, and the lists of a notice go side by side.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from sme4smartcities.opportunities.adapters.identity import gathered, named
from sme4smartcities.opportunities.adapters.json_feeds import loaded
from sme4smartcities.opportunities.adapters.languages import country_of, language_of
from sme4smartcities.opportunities.adapters.notices import LICENCE, NOTICE_ADDRESS, RIGHTS
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import clean, name_of, summary_of, title_of
from sme4smartcities.opportunities.adapters.times import ZONES, moment_of
from sme4smartcities.opportunities.adapters.ubl import money_of, number_of
from sme4smartcities.opportunities.codes import DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import (
    Context,
    Deadline,
    Draft,
    Money,
    Note,
    Organiser,
    Reading,
    Rejected,
    refused,
)
from sme4smartcities.opportunities.reasons import Reason

MOST = 1_000
# To be asked for, so that what is read here is in the answer.
FIELDS = [
    "publication-number",
    "publication-date",
    "notice-title",
    "title-proc",
    "description-proc",
    "notice-type",
    "notice-version",
    "procedure-identifier",
    "procedure-type",
    "form-type",
    "change-notice-version-identifier",
    "buyer-name",
    "buyer-country",
    "classification-cpv",
    "place-of-performance",
    "estimated-value-proc",
    "estimated-value-cur-proc",
    "deadline-receipt-tender-date-lot",
    "deadline-receipt-tender-time-lot",
    "deadline-receipt-request-date-lot",
    "deadline-receipt-request-time-lot",
    "deadline-receipt-expressions-date-lot",
    "deadline-receipt-expressions-time-lot",
    "links",
]
_deadlines = {
    "tender": DeadlineKind.TENDER,
    "request": DeadlineKind.PARTICIPATION,
    "expressions": DeadlineKind.EXPRESSION,
}
_over = {"result", "dir-awa-pre", "cont-modif", "completion"}
_over_types = ("can-", "veat", "compl")


def read(data: bytes, context: Context) -> Reading:
    try:
        answer = loaded(data)
    except ValueError:
        reason = foreign_to(data)
        return refused(Reason.DAMAGED if reason is Reason.NOT_THIS else reason)
    notices = answer.get("notices") if isinstance(answer, dict) else None
    if not isinstance(notices, list):
        return refused(Reason.NOT_THIS)
    rejected: list[Rejected] = []
    notes = [Note(what="", reason=Reason.TOO_MANY)] if len(notices) > MOST else []
    drafts = (_draft(notice, context, rejected, notes) for notice in notices[:MOST])
    return gathered(filter(None, drafts), rejected, notes)


def next_page(data: bytes) -> str:
    """Give the token with which the following page is asked for; empty after the last."""
    try:
        answer = loaded(data)
    except ValueError:
        return ""
    token = answer.get("iterationNextToken") if isinstance(answer, dict) else None
    return clean(str(token or ""))[:2_000]


def _draft(
    notice: Any, context: Context, rejected: list[Rejected], notes: list[Note]
) -> Draft | None:
    if not isinstance(notice, dict):
        rejected.append(Rejected(what=str(notice)[:120], reason=Reason.BROKEN_ENTRY))
        return None
    number = _first(notice, "publication-number")
    title = {
        tag: text
        for name in ("title-proc", "notice-title")
        for tag, text in _texts(notice, name, context.language, title_of)
    }
    if not title:
        rejected.append(Rejected(what=number[:120], reason=Reason.NO_TITLE))
        return None
    country = country_of(_first(notice, "buyer-country"), context.country)
    summary = dict(
        _texts(notice, "description-proc", context.language, lambda t: summary_of(t, LICENCE))
    )
    folder = _first(notice, "procedure-identifier")
    code = _first(notice, "notice-type")
    return Draft(
        kind=Kind.CONSULTATION if code == "pmc" else Kind.TENDER,
        title=title,
        uid=folder or number or named(title),
        status=_status(notice, code),
        sequence=number_of(_first(notice, "notice-version")),
        summary=summary,
        url=NOTICE_ADDRESS + number.lstrip("0") if number.replace("-", "").isdecimal() else "",
        deadlines=tuple(_all_deadlines(notice, country, context, notes, named(title))),
        country=country,
        nuts=tuple(code for code in _list(notice, "place-of-performance") if len(code) in (4, 5)),
        organisers=_buyers(notice, context, country),
        cpv=tuple(
            dict.fromkeys(
                code[:8] for code in _list(notice, "classification-cpv") if code[:8].isdecimal()
            )
        ),
        value=_value(notice),
        licence=LICENCE,
        rights=RIGHTS,
        procedure=_first(notice, "procedure-type"),
        call_id=folder,
        stage=_first(notice, "form-type"),
        updated=_published(notice),
    )


def _status(notice: dict[str, Any], code: str) -> Status:
    if _first(notice, "form-type") in _over or code.startswith(_over_types):
        return Status.CLOSED
    return (
        Status.CHANGED if _first(notice, "change-notice-version-identifier") else (Status.PUBLISHED)
    )


def _all_deadlines(
    notice: dict[str, Any], country: str, context: Context, notes: list[Note], what: str
) -> Iterator[Deadline]:
    """Put each date beside its hour where there are as many of both; else the days stay days."""
    zone = ZONES.get(country, context.zone)
    for name, kind in _deadlines.items():
        days = _list(notice, f"deadline-receipt-{name}-date-lot")
        hours = _list(notice, f"deadline-receipt-{name}-time-lot")
        hours = hours if len(hours) == len(days) else [""] * len(days)
        for day, hour in dict.fromkeys(zip(days, hours, strict=True)):
            text = f"{day[:10]}T{hour}" if hour and "T" not in day else day
            try:
                moment, reason = moment_of(text, zone, country)
            except ValueError:
                notes.append(Note(what=what, reason=Reason.BAD_DATE))
                continue
            if reason:
                notes.append(Note(what=what, reason=reason))
            yield Deadline(kind=kind, moment=replace(moment, raw=f"{day} {hour}".strip()))


def _buyers(notice: dict[str, Any], context: Context, country: str) -> tuple[Organiser, ...]:
    names = dict(_texts(notice, "buyer-name", context.language, name_of))
    name = names.get(context.language) or next(iter(names.values()), "")
    return (Organiser(name=name, country=country),) if name else ()


def _value(notice: dict[str, Any]) -> Money | None:
    amount = _first(notice, "estimated-value-proc")
    return money_of(amount, _first(notice, "estimated-value-cur-proc"))


def _published(notice: dict[str, Any]) -> datetime | None:
    day = _first(notice, "publication-date")[:10]
    try:
        return moment_of(f"{day}T00:00Z", "UTC")[0].at
    except ValueError:
        return None


def _texts(
    notice: dict[str, Any], name: str, language: str, cleaned: Any
) -> Iterator[tuple[str, str]]:
    """Give the text in each language; where a language has several, the first of them."""
    value = notice.get(name)
    found = value if isinstance(value, dict) else {language: value}
    for tag, text in found.items():
        text = text[0] if isinstance(text, list) and text else text
        if isinstance(text, str) and (words := cleaned(text)):
            yield language_of(tag, language), words


def _list(notice: dict[str, Any], name: str) -> list[str]:
    value = notice.get(name)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [clean(str(one)) for one in values[:1_000] if isinstance(one, (str, int, float))]


def _first(notice: dict[str, Any], name: str) -> str:
    return next(iter(_list(notice, name)), "")
