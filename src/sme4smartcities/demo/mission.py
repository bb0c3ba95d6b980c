"""README's table of promises: the mission's sentences, where each is seen and what proves it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation

CHECKOUT: Path = settings.PACKAGE.parents[1]
SOURCE = CHECKOUT / "docs" / "reference" / "mission.toml"
README = CHECKOUT / "README.md"
START, END = "<!-- mission:start -->", "<!-- mission:end -->"
STATES = ("kept", "begun", "planned")


@dataclass(frozen=True)
class Promise:
    """One sentence; ``page`` is an address name, ``test`` is ``file::name``, either may be empty."""

    text: str
    page: str
    test: str
    state: str

    def row(self) -> str:
        file, _, name = self.test.partition("::")
        page = f"`{address(self.page)}`" if self.page else "–"
        test = f"[{name}]({file})" if self.test else "–"
        return f"| {self.text} | {page} | {test} | {self.state} |"


def promises(source: Path = SOURCE) -> list[Promise]:
    """Read the promises; the file exists in a checkout only."""
    return [Promise(**row) for row in tomllib.loads(source.read_text("utf-8"))["promise"]]


def address(name: str) -> str:
    """Give the English address of a page. Raises NoReverseMatch for an unknown name."""
    with translation.override("en"):
        return reverse(name)


def table() -> str:
    """Draw the table that stands between README's markers."""
    rows = ["| Promise | Page | Proof | State |", "|---|---|---|---|"]
    return "\n".join([*rows, *(promise.row() for promise in promises())])


def with_table(readme: str) -> str:
    """Give README with the table of today. Raises ValueError without both markers."""
    before, start, rest = readme.partition(START)
    _old, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"README needs the lines {START} and {END}")
    return f"{before}{START}\n{table()}\n{END}{after}"
