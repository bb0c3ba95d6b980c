"""What of a foreign text is kept: words without markup, without addresses of persons, not too many."""

import html
import re
from urllib.parse import urljoin, urlsplit

import nh3

SHORT, LONG = 300, 5_000  # characters without and with a licence
LONGEST_TITLE, LONGEST_ADDRESS, LONGEST_NAME = 300, 2_000, 200
CONSIDERED = 60_000  # characters of a text that are looked at

_markup = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_entity = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_block_end = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr|hr)\b[^<>]{0,200}>", re.IGNORECASE)
_tag_start = re.compile(r"<(?=[a-zA-Z/!?])")
# As in core.richtext, whose editor would be too much for the child; isolates and signs of no width
# as well. The marks that right-to-left texts need stay.
_unwanted = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u202a-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_mail = re.compile(r"(?:mailto:)?[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_phone = re.compile(
    r"(?:\b(?:tel|t[ée]l[ée]?fono|t[ée]l[ée]phone|phone|mobile|fax)|טלפון|هاتف)[.:\s]{0,4}"
    r"[+(\d][\d ()/.-]{6,20}\d|\+\d[\d ()/.-]{7,20}\d",
    re.IGNORECASE,
)
_open_licence = re.compile(
    r"creativecommons\.org/(?:licenses|publicdomain)/|\bCC[ -]?(?:BY|0|ZERO)\b|\bpublic domain\b"
    r"|\bODbL\b|opendatacommons\.org|\bOGL\b|open-government-licence|licence ouverte|open licence"
    r"|data\.europa\.eu/eli/dec_impl|\bIODL\b|2011/833",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Take out control characters and marks that turn the reading direction for what follows."""
    if text.isascii() and text.isprintable():
        return text.strip()
    return _unwanted.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def plain(text: str) -> str:
    """Give the words of a text that may be HTML, escaped once or twice, or no HTML at all."""
    text = text[:CONSIDERED]
    if "<" in text or "&" in text:
        text = _without_markup(text)
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_markup(text: str) -> str:
    for _ in range(3):
        if not (_markup.search(text) or _entity.search(text)):
            break
        text = html.unescape(nh3.clean(_block_end.sub("\n", text), tags=set()))
    return _tag_start.sub("‹", text)


def shortened(text: str, most: int) -> str:
    """Cut a text between words, its end marked."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return (kept.rsplit(None, 1)[0] if re.search(r"\s", kept[most // 2 :]) else kept) + "…"


def title_of(text: str) -> str:
    return shortened(" ".join(plain(text[:4_000]).split()), LONGEST_TITLE)


def summary_of(text: str, licence: str) -> str:
    """Keep 300 characters, or 5,000 where a licence lets us; no mail addresses and numbers to call."""
    words = plain(text)
    if "@" in words:
        words = _mail.sub("…", words)
    words = _phone.sub("…", words)
    return shortened(words, LONG if licence else SHORT)


def name_of(text: str) -> str:
    words = plain(text[:2_000])
    words = " ".join((_mail.sub("", words) if "@" in words else words).split())
    return shortened(words, LONGEST_NAME)


def web_address(value: object, base: str = "") -> str:
    """Give an absolute http(s) address without credentials, or nothing."""
    text = clean(str(value or ""))
    if not text or len(text) > LONGEST_ADDRESS or re.search(r"[\s<>\"\\]", text):
        return ""
    try:
        address = urljoin(base, text)
        parts = urlsplit(address)
        told = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    if not told or parts.scheme not in ("http", "https") or "@" in parts.netloc:
        return ""
    return address


def licence_of(*stated: object) -> str:
    """Give the first statement that names an open licence; reserved rights are none."""
    for value in stated:
        text = clean(str(value or ""))
        if text and _open_licence.search(text):
            return text[:300]
    return ""
