"""The public files by topic, and what the bare libraries make of the same bytes."""

import io
import re
import tarfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import feedparser
import icalendar
from lxml import etree

DATA = Path(__file__).parents[1] / "../shared/data"
VEVENT = re.compile(rb"(?ms)^BEGIN:VEVENT\r?\n.*?^END:VEVENT")
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}
TITLE = "/*/cac:ProcurementProject/cbc:Name|/*/cac:ProcurementProjectLot/cac:ProcurementProject/cbc:Name"
BUYER = (
    "//efac:Company[cac:PartyIdentification/cbc:ID=/*/cac:ContractingParty/cac:Party"
    "/cac:PartyIdentification/cbc:ID]/cac:PartyName/cbc:Name"
)
CPV = "//cac:ProcurementProject/cac:MainCommodityClassification/cbc:ItemClassificationCode"
PERIODS = {
    "tender": "//cac:TenderSubmissionDeadlinePeriod/cbc:EndDate",
    "participation": "//cac:ParticipationRequestReceptionPeriod/cbc:EndDate",
    "expression": "//efac:InterestExpressionReceptionPeriod/cbc:EndDate",
}
# The fields that the adapter reads, each asked for as one would with the bare library.
_fields = [
    TITLE, BUYER, CPV, *PERIODS.values(), "/*/cbc:ID", "/*/cbc:ContractFolderID", "/*/cbc:VersionID",
    "/*/cbc:IssueDate", "/*/cbc:IssueTime", "/*/cbc:NoticeTypeCode", "/*/cbc:NoticeLanguageCode",
    "//cac:ProcurementProject/cbc:Description", "//cac:AdditionalCommodityClassification",
    "//cac:RealizedLocation/cac:Address/cbc:CityName", "//cbc:SMESuitableIndicator",
    "//cac:RealizedLocation/cac:Address/cbc:CountrySubentityCode",
    "//cac:RealizedLocation/cac:Address/cac:Country/cbc:IdentificationCode",
    "//cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount", "//efbc:NoticePublicationID",
    "//efac:NoticeResult/cbc:TotalAmount", "//cac:ProcurementProjectLot/cbc:ID",
    "//cac:TenderingProcess/cbc:ProcedureCode", "//cac:TenderingTerms/cac:Language/cbc:ID",
    "//cac:TenderRecipientParty/cbc:EndpointID", "//efac:ChangeReason/cbc:ReasonCode",
    "//efbc:ChangedNoticeIdentifier", "//cac:CallForTendersDocumentReference//cbc:URI",
    "//efac:Company/cac:PartyLegalEntity/cbc:CompanyID", "//efac:Company/cbc:WebsiteURI",
    "//efac:Company/cac:PostalAddress/cac:Country/cbc:IdentificationCode",
    "//cac:ProcurementAdditionalType/cbc:ProcurementTypeCode", "//cbc:EndTime",
]  # fmt: skip
_compiled = [etree.XPath(path, namespaces=NAMES) for path in _fields]
_parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def packed(data: Path, topic: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(data / topic / f"{topic}.tar.gz") as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, file.read()


def notices(data: Path) -> Iterator[tuple[str, bytes]]:
    files = sorted((data / "notices" / "notices").glob("*.xml"))
    return ((file.name, file.read_bytes()) for file in files)


def asked(root: Any, path: str) -> list[str]:
    return [(element.text or "").strip() for element in root.xpath(path, namespaces=NAMES)]


def bare_calendar(data: bytes) -> int:
    """Count the events that the library gives: of a whole file, else of each event by itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = icalendar.Calendar.from_ical(data, multiple=True)
            return sum(len(list(calendar.walk("VEVENT"))) for calendar in found)
        except ValueError:
            return sum(map(_is_event, VEVENT.findall(data)))


def _is_event(block: bytes) -> bool:
    try:
        return bool(icalendar.Event.from_ical(block + b"\r\n"))
    except (ValueError, KeyError, IndexError):
        return False


def bare_feed(data: bytes) -> None:
    feedparser.parse(io.BytesIO(data))


def bare_notice(data: bytes) -> None:
    root = etree.fromstring(data, _parser)
    for path in _compiled:
        path(root)
