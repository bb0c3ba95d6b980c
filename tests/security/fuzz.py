"""Say wrong things to every address: what to send, where, and what came back as a crash."""

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from tests.security.matrix import Cast, Table, Target

LONG = 300_000
NASTY = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "😀" * 3,
    "🧑\u200d🚀" * 50,
    "\u202e\u2066abc",
    "\u0301" * 500,
    "ﷺ" * 300,
    "İ" * 60,
    "ß" * 400,
    "٣",
    "²",
    "-1",
    "0",
    "1e309",
    "nan",
    "Infinity",
    "1_000",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 40,
    "9" * 5_000,
    "true",
    "None",
    "null",
    "[]",
    "{}",
    '{"a": [1, {}]}',
    "../../etc/passwd",
    "..\\..\\x",
    "%00%0a%0d",
    "a\r\nX-Evil: 1",
    "//evil.example/",
    "https://evil.example:99999/",
    "http://[::1",
    "https://[v1.x]/",
    "http://a b/",
    "javascript:alert(1)",
    "a@b",
    "a" * 320 + "@example.org",
    "x@" + "e" * 64 + ".example",
    "x@xn--\u00e9.example",
    "' OR 1=1 --",
    '" NEAR("a b", 2) OR *',
    "a AND (b",
    "*:* ^ ~ \\ / ! | & :",
    "%s %(x)s {0} {{7*7}}",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2026-02-30",
    "0001-01-01T00:00:00+23:59",
    "<script>alert(1)</script>",
    "=1+1",
    "en",
    "xx",
    "organisation:1",
    "organisation:99999999999999999999",
    "a:b:c",
    "ééé,٫,，",
    "a" * 256,
    "water " * 5_000,
    "x" * LONG,
)
MARKS = ("page", "q", "text", "next", "in", "kind", "sort", "show", "slug", "w", "cursor", "limit")


@dataclass
class Form:
    """A form as a page shows it: where it leads, how, and what it holds when nobody touches it."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)


class Reader(HTMLParser):
    """Collects the forms of a page and the parameters of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.parameters: set[str] = set()
        self._form: Form | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            query = urlsplit(re.sub(r"[\[\]]", "", given.get("href", ""))).query
            self.parameters |= {name for name, _ in parse_qsl(query)}
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._take(tag, given)

    def _take(self, tag: str, given: Mapping[str, str]) -> None:
        assert self._form is not None
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            if "selected" in given or self._select not in dict(self._form.fields):
                self._form.fields.append((self._select, given.get("value", "")))
        elif tag == "textarea" and name:
            self._form.fields.append((name, "Some words"))
        elif tag in ("input", "button") and name:
            if given.get("type") == "file":
                self._form.files.add(name)
            self._form.fields.append((name, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""


@dataclass(frozen=True)
class Shot:
    """One request: its address, its query or form, and how it is sent."""

    address: str
    method: str
    data: Mapping[str, object]


def addresses(table: Table, cast: Cast) -> list[tuple[str, str, Mapping[str, object]]]:
    """Give name, path and form of every address of a table, with each object that it is tried on."""
    targets = table.targets(cast)
    found: dict[tuple[str, str], Mapping[str, object]] = {}
    for row in table.rows:
        target = targets.get(row.target, Target())
        key = row.address, reverse(row.address, args=target.args)
        found[key] = target.data or found.get(key, {})
    return [(name, path, data) for (name, path), data in found.items()]


def twisted(path: str, dice: random.Random, count: int = 4) -> Iterator[str]:
    """Give the address with each of its arguments replaced by something that is none."""
    match = resolve(path)
    for name in match.kwargs:
        for value in dice.sample(NASTY, count):
            if len(value) > 5_000:
                continue
            try:
                yield reverse(match.view_name, kwargs={**match.kwargs, name: value})
            except (NoReverseMatch, UnicodeError):
                continue


def wrong_queries(path: str, names: set[str], dice: random.Random, count: int) -> Iterator[Shot]:
    for _ in range(count):
        name, value = dice.choice(sorted(names)), dice.choice(NASTY)
        yield Shot(path, "GET", {name: value})
    yield Shot(path, "GET", {name: dice.choice(NASTY[:40]) for name in names})
    yield Shot(path, "GET", {name: [dice.choice(NASTY[:40])] * 200 for name in names})


def wrong_forms(form: Form, dice: random.Random, count: int) -> Iterator[Shot]:
    """Give the form as it stands with one field wrong, with all of them wrong, twice, and empty."""
    plain: dict[str, object] = dict(form.fields)
    plain.pop("csrfmiddlewaretoken", None)
    names = sorted(plain)
    for name in dice.sample(names, min(count, len(names))):
        yield _sent(form, {**plain, name: wrong_value(name, form, dice)})
    yield _sent(form, {name: wrong_value(name, form, dice) for name in names})
    yield _sent(form, {name: [dice.choice(NASTY[:40]) for _ in range(3)] for name in names})
    yield _sent(form, {})
    yield _sent(form, plain)


def wrong_value(name: str, form: Form, dice: random.Random) -> object:
    if name in form.files or dice.random() < 0.03:
        return file(dice)
    return dice.choice(NASTY)


def file(dice: random.Random) -> SimpleUploadedFile:
    content = dice.choice(
        (
            b"x",
            b"\0" * 100,
            b"PK\x03\x04broken",
            b"%PDF-1.7\n%%EOF",
            b"\xff\xfe\x00",
            b"GIF89a",
            b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
            b"name,kind\n\xff\xff,\x00\n",
            b"name;kind\n" + b"a;b\n" * 3_000,
            b'"' * 10_000,
            b"," * 20_000,
        )
    )
    name = dice.choice(("a.csv", "a.xlsx", "../../x.csv", "a\0b.png", "x" * 300 + ".csv", "😀.pdf"))
    return SimpleUploadedFile(name.replace("\0", "%00"), content)


def _sent(form: Form, data: Mapping[str, object]) -> Shot:
    return Shot(form.action, form.method.upper(), data)


def read(client: Client, path: str) -> Reader:
    reader = Reader()
    answer = client.get(path)
    if answer.status_code == 200 and "html" in answer.headers.get("Content-Type", ""):
        reader.feed(answer.content.decode())
    for form in reader.forms:
        form.action = form.action or path
    return reader


def encodable(data: object) -> object:
    """Write halves of characters as a browser could never, but a script can: byte by byte."""
    if isinstance(data, str):
        return data.encode("utf-8", "surrogatepass")
    return [encodable(each) for each in data] if isinstance(data, list) else data


def shoot(client: Client, shot: Shot) -> int:
    """Send it; give the status."""
    data = {name: encodable(value) for name, value in shot.data.items()}
    if shot.method == "GET":
        return client.get(shot.address, data).status_code
    return client.post(shot.address, data).status_code
