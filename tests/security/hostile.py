"""Hostile files, made here: never stored, the same at every run."""

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, PngImagePlugin

from tests.security.payloads import OWN, SHARED

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(1)</script>"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n@trailer<</Root 1 0 R>>\n%%EOF\n"
MAIN = {
    "docx": ("[Content_Types].xml", "word/document.xml"),
    "xlsx": ("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": ("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": ("mimetype", "content.xml"),
}
ODT = b"application/vnd.oasis.opendocument.text"


class Hostile(NamedTuple):
    name: str
    data: bytes


def archive(kind: str = "docx", extra: dict[str | zipfile.ZipInfo, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        warnings.simplefilter("ignore")  # equal names are one of the tricks
        for part in MAIN.get(kind, ()):
            made.writestr(part, ODT if part == "mimetype" else b"<x/>")
        for name, content in (extra or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def png(width: int, height: int, *, rows: bool = True, chunks: bytes = b"") -> bytes:
    """Make a grey picture row by row, without holding it in memory."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack("!L", len(content)) + kind + content + struct.pack("!L", crc)

    packer = zlib.compressobj(1)
    row = bytes(width + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) if rows else b""
    header = chunk(b"IHDR", struct.pack("!LLBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            header,
            chunks,
            chunk(b"IDAT", body + packer.flush()),
            chunk(b"IEND", b""),
        ]
    )


def picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    noise = random.Random(7).randbytes(64 * 48 * 3)
    Image.frombytes("RGB", (64, 48), noise).save(out, kind, **options)
    return out.getvalue()


def hostile_files() -> Iterator[Hostile]:
    yield from _archives()
    yield from _bombs()
    yield from _documents()
    yield from _pdfs()
    yield from _pictures()
    yield from _texts()
    yield from _names()


# --- Archives ----------------------------------------------------------------------------------

STRAY = [
    "../evil", "../../../../etc/passwd", "/etc/passwd", "C:\\evil.exe", "..\\..\\evil", "a/../../b",
    "\\\\host\\share", "word/\1evil", "x" * 300, "~/../.ssh/id", "C:/x", "./../../x", "word/..",
]  # fmt: skip
NESTED = [
    "a.zip",
    "a.7z",
    "a.rar",
    "a.gz",
    "a.bz2",
    "a.xz",
    "a.zst",
    "a.tar",
    "a.jar",
    "a.cab",
    "A.ZIP",
]


def _archives() -> Iterator[Hostile]:
    for kind in (*MAIN, "zip"):
        for stray in STRAY:
            made = archive(kind, {stray: b"x"}).replace(b"\1evil", b"\0evil")
            yield Hostile(f"stray.{kind}", made)
        for nested in NESTED:
            yield Hostile(f"nested.{kind}", archive(kind, {f"word/{nested}": b"PK\x03\x04"}))
        yield Hostile(
            f"link.{kind}", archive(kind, {_special("word/link", 0o120777): b"/etc/passwd"})
        )
        yield Hostile(f"device.{kind}", archive(kind, {_special("word/null", 0o020666): b""}))
        yield Hostile(f"case.{kind}", archive(kind, {"word/A.xml": b"1", "WORD/a.xml": b"2"}))
        yield Hostile(f"form.{kind}", archive(kind, {"word/é.xml": b"1", "word/e\u0301.xml": b"2"}))
        whole = archive(kind)
        yield Hostile(f"before.{kind}", SCRIPT + whole)
        yield Hostile(f"after.{kind}", whole + SCRIPT)
        yield Hostile(f"cut.{kind}", whole[: len(whole) // 2])
        yield Hostile(f"no-end.{kind}", whole[:-30])
        yield Hostile(f"secret.{kind}", _encrypted(archive(kind, {"word/x.xml": b"1"})))


def _special(name: str, mode: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = mode << 16
    return entry


def _encrypted(data: bytes) -> bytes:
    """Set the flag that says "encrypted" in every header."""
    made = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(mark)
        while at >= 0:
            made[at + offset] |= 1
            at = made.find(mark, at + 4)
    return bytes(made)


def _bombs() -> Iterator[Hostile]:
    zeros = bytes(20_000_000)
    for kind in (*MAIN, "zip"):
        yield Hostile(f"bomb.{kind}", archive(kind, {"word/big.xml": zeros}))
        yield Hostile(f"many.{kind}", archive(kind, {f"word/{n}.xml": b"" for n in range(3_000)}))
        yield Hostile(f"liar.{kind}", _lying(archive(kind, {"word/big.xml": zeros[:5_000_000]})))
        yield Hostile(f"overlap.{kind}", _overlapping(kind))
    yield Hostile("packed.csv", zlib.compress(zeros))


def _lying(data: bytes) -> bytes:
    """Say in the directory that the largest entry is small."""
    return data.replace(struct.pack("<L", 5_000_000), struct.pack("<L", 500))


def _overlapping(kind: str) -> bytes:
    """Let all entries point at the same bytes."""
    made = bytearray(archive(kind, {f"word/{n}.xml": b"a" * 1000 for n in range(5)}))
    first = made.find(b"PK\x01\x02")
    offset = made[first + 42 : first + 46]
    at = first
    while at >= 0:
        made[at + 42 : at + 46] = offset
        at = made.find(b"PK\x01\x02", at + 4)
    return bytes(made)


# --- Documents ---------------------------------------------------------------------------------

PROGRAMS = [
    "exe",
    "dll",
    "bat",
    "cmd",
    "ps1",
    "vbs",
    "js",
    "hta",
    "scr",
    "lnk",
    "msi",
    "html",
    "svg",
]
LOADED = ["attachedTemplate", "oleObject", "frame", "subDocument", "image"]
ENTITIES = [
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x"> %a;]><x/>',
]


def _documents() -> Iterator[Hostile]:
    for kind, part in (("docx", "word"), ("xlsx", "xl"), ("pptx", "ppt")):
        yield Hostile(
            f"macro.{kind}", archive(kind, {f"{part}/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
        )
        yield Hostile(f"control.{kind}", archive(kind, {f"{part}/activeX/activeX1.bin": b"x"}))
        for entity in ENTITIES:
            yield Hostile(f"entity.{kind}", archive(kind, {f"{part}/extra.xml": entity.encode()}))
            wide = entity.encode("utf-16")
            yield Hostile(f"wide-entity.{kind}", archive(kind, {f"{part}/extra.xml": wide}))
        for relation in LOADED:
            link = (
                f'<Relationships><Relationship Id="r" TargetMode="External" '
                f'Type="http://schemas.example/{relation}" Target="http://127.0.0.1/x"/></Relationships>'
            )
            rels = {f"{part}/_rels/x.rels": link.encode()}
            yield Hostile(f"{relation}.{kind}", archive(kind, rels))
        for ending in PROGRAMS:
            yield Hostile(
                f"{ending}.{kind}", archive(kind, {f"{part}/embeddings/a.{ending}": b"MZ"})
            )
    for name in ("Basic/script-lc.xml", "Scripts/python/a.py"):
        yield Hostile("macro.odt", archive("odt", {name: b"<x/>"}))
    yield Hostile("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000))


def _pdfs() -> Iterator[Hostile]:
    actions = [
        "/JavaScript",
        "/Launch",
        "/RichMedia",
        "/EmbeddedFile",
        "/EmbeddedFiles",
        "/SubmitForm",
    ]
    for action in actions:
        made = f"2 0 obj<</S{action}>>endobj\n".encode()
        coded = made.replace(
            action[2:4].encode(), b"".join(b"#%02x" % c for c in action[2:4].encode())
        )
        packed = zlib.compress(made)
        group = b"3 0 obj<</Type/ObjStm/Length %d>>stream\n%s\nendstream\n" % (len(packed), packed)
        for name, content in (("plain", made), ("coded", coded), ("packed", group)):
            yield Hostile(f"{name}{action[1:]}.pdf", PDF.replace(b"@", content))
    yield Hostile("both.pdf", PDF.replace(b"@", b"") + archive("docx"))
    yield Hostile("cut.pdf", PDF[:40])
    yield Hostile("groups.pdf", PDF.replace(b"@", b"<</Type/ObjStm>>stream\n" * 6_000))
    bomb = zlib.compress(bytes(60_000_000), 9)
    yield Hostile("bomb.pdf", PDF.replace(b"@", b"<</Type/ObjStm>>stream\n%s\nendstream" % bomb))
    yield Hostile("late.pdf", SCRIPT + PDF)


# --- Pictures and texts ------------------------------------------------------------------------


def _pictures() -> Iterator[Hostile]:
    yield Hostile("flood.png", png(10_000, 10_000))
    yield Hostile("header.png", png(65_500, 65_500, rows=False))
    yield Hostile("line.png", png(1_000_000, 2, rows=False))
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        whole = picture(kind)
        for part in range(1, 9):
            yield Hostile(f"cut{part}.{kind.lower()}", whole[: len(whole) * part // 9])
        for seed in range(6):
            yield Hostile(f"broken{seed}.{kind.lower()}", _broken(whole, seed))
        yield Hostile(f"tail.{kind.lower()}", whole + SCRIPT)
        yield Hostile(f"zip.{kind.lower()}", whole + archive("zip", {"a.html": SCRIPT}))
        yield Hostile(f"front.{kind.lower()}", SCRIPT + whole)
    yield Hostile("comment.gif", b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)//")
    yield Hostile("scans.jpg", picture("JPEG", progressive=True) + b"\xff\xda" * 500)
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SCRIPT.decode() * 10)
    yield Hostile("comment.png", picture("PNG", pnginfo=text))
    exif = Image.Exif()
    exif[0x010E] = SCRIPT.decode()
    yield Hostile("exif.jpg", picture("JPEG", exif=exif))
    yield Hostile("photo.tiff", picture("TIFF"))
    yield Hostile("photo.bmp", picture("BMP"))
    yield Hostile("photo.ico", picture("ICO"))
    yield Hostile("vector.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n")


def _broken(data: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    made = bytearray(data)
    for _ in range(20):
        made[chance.randrange(10, len(made))] = chance.randrange(256)
    return bytes(made)


def _texts() -> Iterator[Hostile]:
    for number, text in enumerate(OWN):
        yield Hostile(f"page{number}.html", f"<!doctype html><body>{text}".encode())
        yield Hostile(
            f"page{number}.svg", f"<svg xmlns='http://www.w3.org/2000/svg'>{text}</svg>".encode()
        )
    if SHARED.exists():
        for path in sorted((SHARED / "svg").glob("*.svg")):
            yield Hostile(path.name, path.read_bytes())
    for start in (b"<?php system('id');", b"<?xml version='1.0'?><x/>", b"#!/bin/sh\0", b"\x7fELF" + bytes(99), b"MZ" + bytes(99), b"\xca\xfe\xba\xbe" + bytes(9)):  # fmt: skip
        yield Hostile("start.txt", start)
    yield Hostile("wide.txt", "<script>alert(1)</script>".encode("utf-16"))
    yield Hostile("eicar.txt", EICAR)
    yield Hostile("eicar.docx", archive("docx", {"word/eicar.txt": EICAR}))
    yield Hostile("live.csv", "=cmd|' /C calc'!A0;+1;-1;@x\n\t=1;\r=1;＝1;x\n".encode())
    yield Hostile("mixed.csv", b'a;b,c\t"never closed\n1;2')
    yield Hostile("cell.csv", b"x" * 9_000_000)
    yield Hostile("empty.txt", b"")
    yield Hostile("blank.txt", b" \n\t ")
    yield Hostile("zeros.bin", bytes(100_000))


TRICKY = [
    "../../evil.pdf", "..\\..\\evil.pdf", "/etc/passwd", "C:\\boot.pdf", "a\0b.pdf", "a\r\nSet-Cookie: x=1.pdf",
    "\u202efdp.exe", "plan.pdf.exe", "plan.exe\u200b.pdf", "con", "aux.pdf", ".", "..", ".htaccess", "-rf.pdf",
    "x" * 5_000 + ".pdf", "é" * 300, "😀👩‍🔬.pdf", "<img src=x onerror=alert(1)>.pdf", "a'b\"c`d.pdf", "a;b|c&d$(e).pdf",
    "%2e%2e%2fevil.pdf", "a?b#c.pdf", "a b\tc.pdf", "خطة.pdf", "תוכנית.pdf", "a\u2028b.pdf", "\ufeff.pdf", " .pdf", "{{x}}.pdf",
]  # fmt: skip


def _names() -> Iterator[Hostile]:
    for name in TRICKY:
        yield Hostile(name, PDF.replace(b"@", b""))
