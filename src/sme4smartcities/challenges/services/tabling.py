"""Many challenges come in at once from a table, each as a draft, after a look and a word."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.columns import TAKEN
from sme4smartcities.challenges.queries.challenges import may_open
from sme4smartcities.challenges.queries.tables import titles_of
from sme4smartcities.challenges.services.exchange import bring_in
from sme4smartcities.challenges.services.reading import Desk, Row, read_row
from sme4smartcities.challenges.services.refusals import NOT_OWNER
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.exchange.matching import Twin
from sme4smartcities.organisations.exchange.services.matters import Matter, Values
from sme4smartcities.organisations.names import fold

ABOUT = "challenges"
MOST = 500


class ChallengeRows:
    """How rows of challenges are worked on, with the rights of who brought them."""

    def __init__(self, texts_in: str, actor: Actor) -> None:
        self.desk, self.texts_in = Desk(actor), texts_in

    def drafts(self, values: Mapping[int, Values]) -> Mapping[int, Row]:
        return {number: read_row(row, self.desk, self.texts_in) for number, row in values.items()}

    def ours(self, drafts: Mapping[int, Row]) -> Mapping[int, list[Twin]]:
        """Name the challenges of the same owner that bear one of the row's titles. One query."""
        owners = {row.owner.pk for row in drafts.values() if row.owner}
        known = {
            (owner, fold(title)): number
            for number, owner, titles in titles_of(owners)
            for title in titles
        }
        found: dict[int, list[Twin]] = {}
        for number, row in drafts.items():
            alike = {known[mark]: None for mark in _titles(row) if mark in known}
            found[number] = [{"reason": "title", "subject": ["challenge", one]} for one in alike]
        return found

    def marks(self, draft: Row) -> Iterable[tuple[str, str]]:
        return [("title", f"{owner}|{title}") for owner, title in _titles(draft)]

    def enter(self, actor: Actor, drafts: Sequence[Row]) -> None:
        for draft in drafts:
            assert draft.owner and draft.told
            bring_in(actor=actor, owner=draft.owner, told=draft.told)

    def is_unwanted(self, draft: Row) -> bool:
        return False


def _titles(row: Row) -> list[tuple[int, str]]:
    """Give owner and folded title of a row, one for each language."""
    if row.owner is None or row.told is None:
        return []
    titles: Mapping[str, Any] = row.told["texts"]["title"]
    folded = dict.fromkeys(fold(entry["text"]) for entry in titles.values())
    return [(row.owner.pk, title) for title in folded]


MATTER = Matter(
    title=_("Bring a table of challenges"),
    page="challenges:tables",
    may_bring=may_open,
    refusal=NOT_OWNER,
    columns=TAKEN,
    needed=("title",),
    headline=("title", "owner", "domains"),
    reasons={"title": _("same owner and title")},
    kept=timedelta(days=30),
    most=MOST,
    at_once=4,
    rows=ChallengeRows,
)
