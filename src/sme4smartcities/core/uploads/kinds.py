"""What may be uploaded: three kinds of files, how large each may be, and what each may turn out to be."""

from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    IMAGE = "image"
    DOCUMENT = "document"
    SPREADSHEET = "spreadsheet"


IMAGE, DOCUMENT, SPREADSHEET = Kind.IMAGE, Kind.DOCUMENT, Kind.SPREADSHEET

MOST_BYTES = {IMAGE: 15_000_000, DOCUMENT: 25_000_000, SPREADSHEET: 10_000_000}


class MediaType(NamedTuple):
    """What a file is by its content; we give the type and the ending, never the uploader."""

    type: str
    ending: str


WEBP = MediaType("image/webp", "webp")
PDF = MediaType("application/pdf", "pdf")
TEXT = MediaType("text/plain; charset=utf-8", "txt")
CSV = MediaType("text/csv; charset=utf-8", "csv")
_office = "application/vnd.openxmlformats-officedocument"
DOCX = MediaType(f"{_office}.wordprocessingml.document", "docx")
XLSX = MediaType(f"{_office}.spreadsheetml.sheet", "xlsx")
PPTX = MediaType(f"{_office}.presentationml.presentation", "pptx")
ODT = MediaType("application/vnd.oasis.opendocument.text", "odt")
ODS = MediaType("application/vnd.oasis.opendocument.spreadsheet", "ods")
ODP = MediaType("application/vnd.oasis.opendocument.presentation", "odp")

OFFICE_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
OPEN_DOCUMENTS = {one.type: one for one in (ODT, ODS, ODP)}
EXPECTED = {
    DOCUMENT: frozenset({PDF, TEXT, DOCX, XLSX, PPTX, ODT, ODS, ODP}),
    SPREADSHEET: frozenset({CSV, XLSX, ODS}),
}
