"""What an address answered with, by its content; and why it is nothing we can read."""

import re

from sme4smartcities.opportunities.reasons import Reason

LOOKED_AT = 200_000
_password = re.compile(rb"<input[^<>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_login_words = re.compile(
    rb"(?:action|href)\s*=\s*[\"'][^\"'<>]{0,200}(?:/login|/signin|/sign-in|/sso|/saml|/oauth|/auth/|/cas/)"
    rb"|<title[^<>]{0,100}>[^<]{0,60}(?:log ?in|sign ?in|iniciar sesi|accedi|connexion|anmeld)",
    re.IGNORECASE,
)
_page = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_feed = re.compile(rb"<(?:rss|feed|rdf:rdf|\w+:(?:feed|rss|RDF)|channel|cdf)\b", re.IGNORECASE)
_notice = re.compile(
    rb"<(?:\w+:)?(?:ContractNotice|ContractAwardNotice|PriorInformationNotice"
    rb"|BusinessRegistrationInformationNotice)\b"
)


def kind_of(data: bytes) -> str:
    """Name the adapter for a document: ics, feed, json-feed, ted, eforms, page or table; or nothing."""
    head = data[:LOOKED_AT].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"BEGIN:VCALENDAR" in head[:2_000].upper():
        return "ics"
    if head[:1] in (b"{", b"["):
        return _json(head)
    if head.startswith(b"PK\x03\x04"):
        return "table"
    if head.startswith(b"<") or b"<" in head[:200]:
        return _markup(head)
    if b"BEGIN:VEVENT" in head.upper():
        return "ics"
    separated = any(sign in head.split(b"\n", 1)[0] for sign in b",;\t|")
    return "table" if separated else ""


def _json(head: bytes) -> str:
    if b"jsonfeed.org" in head[:2_000] or (b'"items"' in head and b'"version"' in head[:2_000]):
        return "json-feed"
    if b'"notices"' in head and (b"publication-number" in head or b"totalNoticeCount" in head):
        return "ted"
    return "page" if b"schema.org" in head else "table"


def _markup(head: bytes) -> str:
    start = head[:4_000]
    if _notice.search(start):
        return "eforms"
    feed, page = _feed.search(head), _page.search(head)
    return "page" if page and (not feed or page.start() < feed.start()) else "feed"


def foreign_to(data: bytes) -> Reason:
    """Say what an answer is that gave nothing."""
    head = data[:LOOKED_AT]
    if not head.strip():
        return Reason.EMPTY
    if _password.search(head) or (_page.search(head) and _login_words.search(head)):
        return Reason.LOGIN
    return Reason.PAGE if _page.search(head) else Reason.NOT_THIS
