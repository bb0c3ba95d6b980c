"""What a table says, CSV or XLSX: one opportunity a row, by the names of its columns."""

import io
import re
from collections.abc import Mapping

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits
from sme4smartcities.core.spreadsheets import read as read_sheet
from sme4smartcities.opportunities.adapters.attendance import is_organisation, where
from sme4smartcities.opportunities.adapters.identity import gathered, uid_of
from sme4smartcities.opportunities.adapters.languages import country_of, in_one, language_of
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import (
    licence_of,
    name_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import moment_of
from sme4smartcities.opportunities.adapters.ubl import money_of
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import (
    Context,
    Deadline,
    Draft,
    Moment,
    Money,
    Note,
    Organiser,
    Reading,
    Rejected,
    refused,
)
from sme4smartcities.opportunities.reasons import Reason

ROWS = 5_000
# What columns are called; each source may name its own in the context.
COLUMNS: Mapping[str, str] = {
    "title": "title name event summary titulo título titolo titre nombre nome nom כותרת שם العنوان الاسم",
    "summary": "description text details descripcion descripción descrizione תיאור الوصف",
    "start": "start start_date date begin from inicio fecha inizio data début debut תאריך التاريخ",
    "end": "end end_date until to fin fine תאריך_סיום تاريخ_الانتهاء",
    "deadline": "deadline closing_date due plazo scadenza échéance date_limite מועד_אחרון الموعد_النهائي",
    "url": "url link web website enlace lien קישור الرابط",
    "uid": "id uid guid identifier identificador",
    "kind": "kind type tipo סוג النوع",
    "status": "status state estado stato statut סטטוס الحالة",
    "venue": "venue place location lugar luogo lieu מקום المكان",
    "city": "city town ciudad citta città ville עיר المدينة",
    "country": "country pais país paese pays מדינה البلد",
    "organiser": "organiser organizer buyer organisation organization organizador organizzatore"
    " organisateur מארגן المنظم",
    "value": "value amount budget importe presupuesto importo montant ערך القيمة",
    "currency": "currency moneda valuta devise מטבע العملة",
    "cpv": "cpv cpv_codes",
    "topics": "topics tags categories temas etiquetas temi thèmes נושאים المواضيع",
    "language": "language idioma lingua langue שפה اللغة",
    "licence": "licence license licencia licenza",
}
_by_name = {alias: name for name, aliases in COLUMNS.items() for alias in aliases.split()}
_words = {
    "cancelled": Status.CANCELLED, "canceled": Status.CANCELLED, "cancelado": Status.CANCELLED,
    "annullato": Status.CANCELLED, "annulé": Status.CANCELLED, "בוטל": Status.CANCELLED,
    "ملغى": Status.CANCELLED, "postponed": Status.POSTPONED, "aplazado": Status.POSTPONED,
    "rinviato": Status.POSTPONED, "reporté": Status.POSTPONED, "נדחה": Status.POSTPONED,
    "مؤجل": Status.POSTPONED, "closed": Status.CLOSED, "cerrado": Status.CLOSED,
    "chiuso": Status.CLOSED, "fermé": Status.CLOSED, "נסגר": Status.CLOSED, "مغلق": Status.CLOSED,
}  # fmt: skip
_by_tender = {Kind.TENDER: DeadlineKind.TENDER, Kind.EVENT: DeadlineKind.REGISTRATION}
_by_tender |= {Kind.TRAINING: DeadlineKind.REGISTRATION}
Row = Mapping[str, str]


def read(data: bytes, context: Context) -> Reading:
    if not data or data.isspace():
        return refused(Reason.EMPTY)
    try:
        sheet = read_sheet(io.BytesIO(data), Limits(rows=ROWS))
    except Refused as refusal:
        return refused(_reason_for(refusal.code, data))
    names = _columns(sheet.header, context)
    if "title" not in names.values():
        return refused(Reason.NOT_THIS)
    table = _Table(context)
    drafts = [
        table.draft({names[at]: cell for at, cell in enumerate(row) if at in names}, number)
        for number, row in zip(sheet.numbers, sheet.rows, strict=True)
    ]
    return gathered(filter(None, drafts), table.rejected, table.notes)


def _reason_for(code: str, data: bytes) -> Reason:
    if code in ("too_large", "long_cell", "too_many_columns", "too_many_rows"):
        return Reason.TOO_LARGE
    if code == "empty":
        return Reason.EMPTY
    return foreign_to(data) if code == "not_a_sheet" else Reason.DAMAGED


def _columns(header: tuple[str, ...], context: Context) -> dict[int, str]:
    own = {column.strip().casefold(): name for name, column in context.columns.items()}
    found: dict[int, str] = {}
    for at, title in enumerate(header):
        plain = title.strip().casefold()
        name = own.get(plain) or _by_name.get(re.sub(r"[\s-]+", "_", plain))
        if name and name not in found.values():
            found[at] = name
    return found


class _Table:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.rejected: list[Rejected] = []
        self.notes: list[Note] = []

    def draft(self, row: Row, number: int) -> Draft | None:
        context = self.context
        title = title_of(row.get("title", ""))
        if not title:
            self.rejected.append(Rejected(what=str(number), reason=Reason.NO_TITLE))
            return None
        country = country_of(row.get("country"), context.country)
        language = language_of(row.get("language"), context.language)
        licence = licence_of(context.licence, row.get("licence"))
        kind = _kind(row.get("kind", ""), context.kind)
        start = self._moment(row, "start", country, title)
        end = self._moment(row, "end", country, title)
        deadline = self._moment(row, "deadline", country, title)
        if start and end and end.day < start.day:
            self.notes.append(Note(what=title[:120], reason=Reason.ENDS_BEFORE))
            end = None
        due = _by_tender.get(kind, DeadlineKind.SUBMISSION)
        link = web_address(row.get("url"), context.url)
        day = str((start or deadline or end).day) if (start or deadline or end) else ""  # type: ignore[union-attr]
        attendance, venue = where(row.get("venue", ""))
        in_town = attendance is Attendance.UNKNOWN and row.get("city")
        return Draft(
            kind=kind,
            title={language: title},
            uid=uid_of(
                context.identity, guid=row.get("uid", "").strip(), link=link, title=title, day=day
            ),
            status=_words.get(row.get("status", "").strip().casefold(), Status.PUBLISHED),
            summary=in_one(summary_of(row.get("summary", ""), licence), language),
            url=link,
            start=start,
            end=end,
            deadlines=(Deadline(kind=due, moment=deadline),) if deadline else (),
            attendance=Attendance.ONSITE if in_town else attendance,
            venue=name_of(venue),
            city=name_of(row.get("city", "")),
            country=country,
            organisers=_organisers(row),
            cpv=_codes(row.get("cpv", "")),
            topics=_topics(row.get("topics", "")),
            value=_value(row),
            licence=licence,
        )

    def _moment(self, row: Row, name: str, country: str, title: str) -> Moment | None:
        text = row.get(name, "").strip()
        if not text:
            return None
        try:
            moment, reason = moment_of(text, self.context.zone, country)
        except ValueError:
            moment, reason = None, Reason.BAD_DATE
        if reason:
            self.notes.append(Note(what=title[:120], reason=reason))
        return moment


def _kind(text: str, default: Kind) -> Kind:
    try:
        return Kind(text.strip().casefold())
    except ValueError:
        return default


def _organisers(row: Row) -> tuple[Organiser, ...]:
    name = name_of(row.get("organiser", ""))
    return (Organiser(name=name),) if name and is_organisation(name) else ()


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(re.findall(r"\b\d{8}\b", text, re.ASCII)))[:50]


def _topics(text: str) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(filter(None, (title_of(part)[:80] for part in re.split(r"[,;|]", text))))
    )


def _value(row: Row) -> Money | None:
    """Read 1,234.50 and 1.234,50 alike: the last sign with one or two digits after it is the point."""
    text = re.sub(r"[^\d.,]", "", row.get("value", ""))
    if decimals := re.fullmatch(r"([\d.,]*\d)[.,](\d{1,2})", text):
        text = f"{re.sub('[.,]', '', decimals[1])}.{decimals[2]}"
    else:
        text = re.sub("[.,]", "", text)
    sign = row.get("currency", "").strip() or ("EUR" if "€" in row.get("value", "") else "")
    return money_of(text, sign)
