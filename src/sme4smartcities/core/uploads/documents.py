"""What a document is by its content, and what it may not carry."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _

from sme4smartcities.core.archives import damaged, entries_of
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets.encodings import decoded
from sme4smartcities.core.uploads.kinds import (
    CSV,
    EXPECTED,
    OFFICE_PARTS,
    OPEN_DOCUMENTS,
    PDF,
    SPREADSHEET,
    TEXT,
    Kind,
    MediaType,
)

BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
PAGE = re.compile(r"\A\s*<(?:!doctype|html|svg|script|\?xml|\?php|head|body|iframe)", re.I)
# Names of actions that run or open something; a name may hide letters as #xx.
PDF_ACTIONS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|EmbeddedFiles?|SubmitForm)\b")
PDF_CODED = re.compile(rb"#([0-9A-Fa-f]{2})")
PDF_PACKED = re.compile(rb"/ObjStm\b[^\0]{0,400}?stream\r?\n", re.S)
MOST_PACKED = 5_000  # packed groups of objects in one PDF
UNPACKED_PDF = 30_000_000  # bytes of them that are looked at
PACKED_GROUP = 1_000_000
MACROS = re.compile(r"(^|/)(vba\w*\.bin|basic/|scripts/|macros?/|activex/)", re.I)
PROGRAMS = re.compile(r"\.(exe|dll|com|bat|cmd|ps1|vbs|js|jse|wsf|hta|scr|lnk|msi|jar|html?|svg)$", re.I)  # fmt: skip
OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External", re.I)
LOADED = re.compile(rb"/(?:attachedTemplate|oleObject|frame|subDocument|image)[\"']", re.I)
PEEK = 4_096
LINKS = 5_000_000  # bytes of all link lists of a document


def recognised(data: bytes, kind: Kind) -> tuple[MediaType, bytes]:
    """Say what a file is and give the bytes to keep. Raises Refused on what the kind does not take."""
    found, kept = _found(data, kind)
    if found not in EXPECTED[kind]:
        raise _wrong_type(kind)
    return found, kept


def _found(data: bytes, kind: Kind) -> tuple[MediaType, bytes]:
    if data.startswith(b"%PDF-"):
        _check_pdf(data)
        return PDF, data
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data, kind), data
    if BINARY.search(data[:PEEK]) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _wrong_type(kind)
    return _plain(data, kind)


def _wrong_type(kind: Kind) -> Refused:
    if kind is SPREADSHEET:
        text = _("This is not a spreadsheet. Give an XLSX, ODS or CSV file.")
    else:
        text = _(
            "We do not take files of this type. Give a PDF, a text file, or an office document "
            "without macros (DOCX, XLSX, PPTX, ODT, ODS, ODP)."
        )
    return Refused(text, code="wrong_type")


def _plain(data: bytes, kind: Kind) -> tuple[MediaType, bytes]:
    """Keep text as UTF-8 whatever it was; a web page is no text."""
    text = decoded(data)
    if PAGE.match(text) or "\0" in text or not text.strip():
        raise _wrong_type(kind)
    return (CSV if kind is SPREADSHEET else TEXT), text.encode()


# --- PDF ---------------------------------------------------------------------------------------


def _check_pdf(data: bytes) -> None:
    if b"%%EOF" not in data[-2048:] or zipfile.is_zipfile(BytesIO(data)):
        raise Refused(
            _("The PDF file is damaged. Save it again and try once more."), code="damaged"
        )
    if any(PDF_ACTIONS.search(_spelt_out(piece)) for piece in _pdf_pieces(data)):
        raise Refused(
            _(
                "The PDF file holds scripts, actions or attached files. "
                "Print it to a new PDF and upload that one."
            ),
            code="active",
        )


def _spelt_out(piece: bytes) -> bytes:
    return PDF_CODED.sub(lambda found: bytes([int(found[1], 16)]), piece)


def _pdf_pieces(data: bytes) -> Iterator[bytes]:
    """Give the file itself and what its packed objects hold."""
    yield data
    left = UNPACKED_PDF
    if data.count(b"/ObjStm") > MOST_PACKED:
        left = 0
    for found in PDF_PACKED.finditer(data) if left else ():
        try:
            packed = data[found.end() : found.end() + PACKED_GROUP]
            piece = zlib.decompressobj().decompress(packed, left)
        except zlib.error:
            continue
        yield piece
        left -= len(piece)
        if left <= 0:
            break
    if left <= 0:
        raise Refused(_("The PDF file would grow too large when opened."), code="bomb")


# --- Office documents --------------------------------------------------------------------------


def _office_type(data: bytes, kind: Kind) -> MediaType:
    file = BytesIO(data)
    entries = entries_of(file)
    names = [entry.filename for entry in entries]
    with zipfile.ZipFile(file) as archive:
        try:
            found = _declared_type(archive, names)
            _check_parts(archive, entries)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise damaged() from error
    if found is None:
        raise _wrong_type(kind)
    if any(MACROS.search(name) or PROGRAMS.search(name) for name in names):
        raise _active()
    return found


def _declared_type(archive: zipfile.ZipFile, names: list[str]) -> MediaType | None:
    if "mimetype" in names:
        return OPEN_DOCUMENTS.get(_start(archive, "mimetype").decode("ascii", "replace").strip())
    if "[Content_Types].xml" not in names:
        return None
    if b"macroEnabled" in _start(archive, "[Content_Types].xml", LINKS):
        raise _active()
    return next((kind for part, kind in OFFICE_PARTS.items() if part in names), None)


def _start(archive: zipfile.ZipFile, name: str, size: int = PEEK) -> bytes:
    with archive.open(name) as part:
        return part.read(size)


def _check_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    links = [entry for entry in entries if entry.filename.endswith(".rels")]
    if sum(entry.file_size for entry in links) > LINKS:
        raise Refused(_("The file holds too many parts to be opened safely."), code="bomb")
    if any(_loads_from_outside(archive.read(entry)) for entry in links):
        raise _active()
    for entry in entries:
        start = _start(archive, entry.filename) if entry.filename.endswith(".xml") else b""
        if b"<!ENTITY" in start.replace(b"\0", b""):
            raise Refused(_("The document is damaged or built to do harm."), code="entities")


def _loads_from_outside(links: bytes) -> bool:
    """Say whether a list of links names something that opens by itself from another place."""
    each = (link.partition(b">")[0] for link in links.split(b"<Relationship")[1:])
    return any(OUTSIDE.search(link) and LOADED.search(link) for link in each)


def _active() -> Refused:
    return Refused(
        _(
            "The document holds macros, programs or parts loaded from elsewhere. "
            "Save it without them, or as PDF, and try again."
        ),
        code="active",
    )
