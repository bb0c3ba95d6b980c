"""Whether a source can be trusted to mean the same by the same id, and to be whole today."""

from collections.abc import Collection
from dataclasses import dataclass

from sme4smartcities.opportunities.codes import Identity
from sme4smartcities.opportunities.drafts import Draft

ENOUGH = 5  # entries that a judgement needs
KNOWN, LOST = 0.8, 0.2  # shares of entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """By what an entry could be known: its id, its link, its title with the day."""

    uid: str
    link: str
    title: str


def marks_of(draft: Draft) -> Marks:
    title = next(iter(draft.title.values()), "")
    return Marks(uid=draft.uid, link=draft.url, title=f"{title}|{draft.start and draft.start.day}")


def steadier_identity(before: Collection[Marks], after: Collection[Marks]) -> Identity | None:
    """Advise another policy where ids are new each time, but links or titles are not."""
    if min(len(before), len(after)) < ENOUGH:
        return None
    if _known({mark.uid for mark in before}, [mark.uid for mark in after]) > LOST:
        return None
    if _known({mark.link for mark in before}, [mark.link for mark in after]) >= KNOWN:
        return Identity.LINK
    if _known({mark.title for mark in before}, [mark.title for mark in after]) >= KNOWN:
        return Identity.TITLE
    return None


def has_emptied(before: int, after: int) -> bool:
    """Say whether so much is missing that the source is at fault: then nothing counts as gone."""
    return before >= ENOUGH and after <= before * LOST


def _known(kept: Collection[str], seen: list[str]) -> float:
    return sum(bool(mark) and mark in kept for mark in seen) / len(seen)
