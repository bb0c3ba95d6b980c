"""What an eForms notice says (TED and national platforms): one procedure with its lots.

Traps of the format: dates like ``2020-02-03Z`` apart from their hour; deadlines per lot, of three
kinds; titles in up to 24 languages; the buyer is a pointer; a value for the whole and for each lot,
which are never added to one another.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from lxml import etree

from sme4smartcities.opportunities.adapters import ubl
from sme4smartcities.opportunities.adapters.identity import named
from sme4smartcities.opportunities.adapters.languages import country_of, language_of
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import (
    clean,
    name_of,
    summary_of,
    title_of,
    web_address,
)
from sme4smartcities.opportunities.adapters.times import ZONES, moment_of
from sme4smartcities.opportunities.adapters.ubl import (
    NAMES,
    Element,
    codes_of,
    each,
    estimate_of,
    first,
    first_address,
    indicator_of,
    key_of,
    money_at,
    number_of,
    places_of,
    scheme_of,
    text_at,
)
from sme4smartcities.opportunities.codes import DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import (
    Context,
    Deadline,
    Draft,
    Lot,
    Moment,
    Money,
    Note,
    Organiser,
    Reading,
    Rejected,
    refused,
)
from sme4smartcities.opportunities.reasons import Reason

LICENCE = "Decision 2011/833/EU"
RIGHTS = "© European Union, TED (Tenders Electronic Daily)"
NOTICE_ADDRESS = "https://ted.europa.eu/en/notice/-/detail/"
MOST_LOTS = 1_000
_over = {"result", "dir-awa-pre", "cont-modif", "completion"}
_periods = {
    f"{{{NAMES['cac']}}}TenderSubmissionDeadlinePeriod": DeadlineKind.TENDER,
    f"{{{NAMES['cac']}}}ParticipationRequestReceptionPeriod": DeadlineKind.PARTICIPATION,
    f"{{{NAMES['efac']}}}InterestExpressionReceptionPeriod": DeadlineKind.EXPRESSION,
}


def read(data: bytes, context: Context) -> Reading:
    if not data or data.isspace():
        return refused(Reason.EMPTY)
    try:
        root = ubl.parsed(data)
    except ValueError:
        reason = foreign_to(data)
        return refused(Reason.DAMAGED if reason is Reason.NOT_THIS else reason)
    name = etree.QName(root)
    if name.localname == "BusinessRegistrationInformationNotice":
        return refused(Reason.NOT_AN_OPPORTUNITY)
    if not str(name.namespace or "").startswith(ubl.UBL):
        return refused(Reason.NOT_THIS)
    return _Notice(root, context).reading()


class _Notice:
    def __init__(self, root: Element, context: Context) -> None:
        self.root = root
        self.context = context
        self.language = language_of(text_at(root, "cbc:NoticeLanguageCode"), context.language)
        self.project = first(root, "cac:ProcurementProject")
        lots = list(each(root, "cac:ProcurementProjectLot"))
        self.lots = [lot for lot in lots if scheme_of(lot) != "LotsGroup"][:MOST_LOTS]
        self.many = len(lots) > MOST_LOTS
        self.buyers = tuple(self._buyers())
        countries = [buyer.country for buyer in self.buyers if buyer.country]
        self.country = next(iter(countries), context.country)
        self.notes: list[Note] = []

    def reading(self) -> Reading:
        notice_type = first(self.root, "cbc:NoticeTypeCode")
        stage = notice_type.get("listName", "") if notice_type is not None else ""
        title = self._titles()
        what = named(title) or text_at(self.root, "cbc:ID")
        if stage == "bri" or not (self.project is not None or self.lots):
            rejected = Rejected(what=what, reason=Reason.NOT_AN_OPPORTUNITY)
            return Reading(rejected=(rejected,))
        if not title:
            return Reading(rejected=(Rejected(what=what, reason=Reason.NO_TITLE),))
        draft = self._draft(title, stage)
        if self.many:
            self.notes.append(Note(what=what, reason=Reason.TOO_MANY))
        return Reading(drafts=(draft,), notes=tuple(self.notes))

    def _draft(self, title: dict[str, str], stage: str) -> Draft:
        root, published = self.root, self._issued()
        places = [*places_of(self.projects())]
        folder = text_at(root, "cbc:ContractFolderID")
        code = text_at(root, "cbc:NoticeTypeCode")
        city = next(filter(None, (name_of(text_at(place, "cbc:CityName")) for place in places)), "")
        codes = (text_at(place, "cac:Country/cbc:IdentificationCode") for place in places)
        country = next(filter(None, map(country_of, codes)), self.country)
        nuts = (text_at(place, "cbc:CountrySubentityCode") for place in places)
        return Draft(
            kind=Kind.CONSULTATION if code == "pmc" else Kind.TENDER,
            title=title,
            uid=folder or text_at(root, "cbc:ID") or named(title),
            status=self._status(stage),
            sequence=number_of(text_at(root, "cbc:VersionID")),
            summary=self._summaries(),
            url=self._address(),
            deadlines=self._deadlines(),
            city=city,
            country=country,
            nuts=tuple(dict.fromkeys(filter(None, nuts))),
            organisers=self.buyers,
            cpv=codes_of(self.projects()),
            value=self._value(),
            sme_suitable=indicator_of(each(root, ".//cbc:SMESuitableIndicator")),
            innovation=self._innovation(),
            languages=self._languages(),
            licence=LICENCE,
            rights=RIGHTS,
            docs_url=self._document_address(),
            apply_url=first_address(each(root, ".//cac:TenderRecipientParty/cbc:EndpointID")),
            lots=tuple(self._lot(lot) for lot in self.lots),
            procedure=text_at(root, "cac:TenderingProcess/cbc:ProcedureCode"),
            call_id=folder,
            stage=stage,
            updated=published.at if published else None,
        )

    def projects(self) -> list[Element]:
        own = [first(lot, "cac:ProcurementProject") for lot in self.lots]
        return [project for project in (self.project, *own) if project is not None]

    # --- Words ---------------------------------------------------------------------------------

    def _titles(self) -> dict[str, str]:
        """Take the title of the procedure; without one, that of the first lot."""
        for project in self.projects():
            found = {tag: title_of(text) for tag, text in self._texts(project, "cbc:Name")}
            if found := {tag: text for tag, text in found.items() if text}:
                return found
        return {}

    def _summaries(self) -> dict[str, str]:
        for project in self.projects():
            texts = self._texts(project, "cbc:Description")
            found = {tag: summary_of(text, LICENCE) for tag, text in texts if text.strip()}
            if found:
                return found
        return {}

    def _texts(self, parent: Element, path: str) -> Iterator[tuple[str, str]]:
        for element in each(parent, path):
            yield language_of(element.get("languageID"), self.language), element.text or ""

    def _languages(self) -> tuple[str, ...]:
        stated = each(self.root, ".//cac:TenderingTerms/cac:Language/cbc:ID")
        return tuple(dict.fromkeys(filter(None, (language_of(e.text, "") for e in stated))))

    # --- Who -----------------------------------------------------------------------------------

    def _buyers(self) -> Iterator[Organiser]:
        companies = {
            text_at(company, "cac:PartyIdentification/cbc:ID"): company
            for company in each(self.root, ".//efac:Organization/efac:Company")
        }
        path = "cac:ContractingParty/cac:Party/cac:PartyIdentification/cbc:ID"
        pointers = dict.fromkeys(clean(e.text or "") for e in each(self.root, path))
        for company in (companies[key] for key in pointers if key in companies):
            names = dict(self._texts(company, "cac:PartyName/cbc:Name"))
            name = names.get(self.language) or next(iter(names.values()), "")
            if name := name_of(name):
                yield Organiser(
                    name=name,
                    country=country_of(
                        text_at(company, "cac:PostalAddress/cac:Country/cbc:IdentificationCode")
                    ),
                    url=web_address(text_at(company, "cbc:WebsiteURI")),
                    identifier=text_at(company, "cac:PartyLegalEntity/cbc:CompanyID")[:100],
                )

    # --- When ----------------------------------------------------------------------------------

    def _status(self, stage: str) -> Status:
        reasons = {
            clean(element.text or "")
            for element in each(self.root, ".//efac:ChangeReason/cbc:ReasonCode")
        }
        if "cancel" in reasons:
            return Status.CANCELLED
        if stage in _over:
            return Status.CLOSED
        changes = first(self.root, ".//efac:Changes/efbc:ChangedNoticeIdentifier")
        return Status.PUBLISHED if changes is None else Status.CHANGED

    def _issued(self) -> Moment | None:
        return self._moment(
            text_at(self.root, "cbc:IssueDate"), text_at(self.root, "cbc:IssueTime")
        )

    def _deadlines(self) -> tuple[Deadline, ...]:
        """Give each deadline with its lot; one that all lots share is one for the whole."""
        found: dict[tuple[DeadlineKind, Moment], list[str]] = {}
        for lot in self.lots:
            for process in each(lot, "cac:TenderingProcess"):
                for period in process.iter(*_periods):
                    if moment := self._end_of(period):
                        found.setdefault((_periods[period.tag], moment), []).append(key_of(lot))
        whole = len(self.lots)
        return tuple(
            Deadline(kind=kind, moment=moment, lot=lot)
            for (kind, moment), lots in found.items()
            for lot in ([""] if len(set(lots)) == whole else dict.fromkeys(lots))
        )

    def _end_of(self, period: Element) -> Moment | None:
        return self._moment(text_at(period, "cbc:EndDate"), text_at(period, "cbc:EndTime"))

    def _moment(self, day: str, hour: str) -> Moment | None:
        if not day:
            return None
        zone = ZONES.get(self.country, self.context.zone)
        text = f"{day[:10]}T{hour}" if hour else day
        try:
            moment, reason = moment_of(text, zone, self.country)
        except ValueError:
            self.notes.append(Note(what=f"{day} {hour}".strip()[:120], reason=Reason.BAD_DATE))
            return None
        if reason:
            self.notes.append(Note(what=f"{day} {hour}".strip()[:120], reason=reason))
        return replace(moment, raw=f"{day} {hour}".strip())

    # --- How much ------------------------------------------------------------------------------

    def _value(self) -> Money | None:
        """Give the value of the whole as stated; else the sum of the lots, if each states one."""
        stated = estimate_of(self.project)
        if stated is None and not self.lots:
            return None
        values = [estimate_of(first(lot, "cac:ProcurementProject")) for lot in self.lots]
        known = [value for value in values if value]
        one_currency = len({value.currency for value in known}) == 1
        if stated is None and known and one_currency and len(known) == len(values):
            amount = sum((value.amount for value in known), Decimal(0))
            return Money(amount=amount, currency=known[0].currency)
        return stated or money_at(first(self.root, ".//efac:NoticeResult/cbc:TotalAmount"))

    def _lot(self, lot: Element) -> Lot:
        project = first(lot, "cac:ProcurementProject")
        projects = [] if project is None else [project]
        titles = {
            tag: title_of(text) for one in projects for tag, text in self._texts(one, "cbc:Name")
        }
        return Lot(
            key=key_of(lot), title=titles, cpv=codes_of(projects), value=estimate_of(project)
        )

    # --- Where to read on ----------------------------------------------------------------------

    def _address(self) -> str:
        published = text_at(self.root, ".//efac:Publication/efbc:NoticePublicationID")
        number = published.lstrip("0")
        if "-" in number and number.replace("-", "").isdecimal():
            return NOTICE_ADDRESS + number
        return web_address(self.context.url) if "/notice" in self.context.url else ""

    def _document_address(self) -> str:
        path = ".//cac:CallForTendersDocumentReference/cac:Attachment/cac:ExternalReference/cbc:URI"
        return first_address(each(self.root, path))

    def _innovation(self) -> str:
        path = ".//cac:ProcurementAdditionalType/cbc:ProcurementTypeCode[@listName='innovative-acquisition']"
        return text_at(self.root, path)
