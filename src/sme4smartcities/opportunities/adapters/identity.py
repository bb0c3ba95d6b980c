"""What tells one entry of a source from another, where its ids are missing, doubled or unsteady."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from sme4smartcities.opportunities.codes import Identity
from sme4smartcities.opportunities.drafts import Draft, Note, Reading, Rejected, Texts
from sme4smartcities.opportunities.reasons import Reason

LONGEST = 200
MOST_NOTES = 200


def uid_of(policy: Identity, *, guid: str, link: str, title: str, day: str) -> str:
    """Choose by the source's policy; what the entry lacks is replaced by the next mark."""
    by_title = f"title:{_digest(' '.join(title.casefold().split()), day)}"
    if policy is Identity.TITLE:
        return by_title
    marks = (guid, link) if policy is Identity.GUID else (link, guid)
    uid = next(filter(None, marks), by_title)
    return uid if len(uid) <= LONGEST else f"long:{_digest(uid)}"


def told_apart(found: Iterable[Draft]) -> Reading:
    """Let the latest of equal entries stand, and give entries that only share an id one each."""
    kept: dict[str, Draft] = {}
    rejected: list[Rejected] = []
    notes: list[Note] = []
    for draft in found:
        other = kept.get(draft.uid)
        if other is None:
            kept[draft.uid] = draft
        elif _same(other, draft):
            kept[draft.uid] = max(other, draft, key=_age)
            rejected.append(Rejected(what=named(draft.title), reason=Reason.REPEATED))
        else:
            uid = (
                f"{draft.uid[: LONGEST - 20]}#{_digest(named(draft.title), str(draft.start))[:16]}"
            )
            if uid in kept:
                rejected.append(Rejected(what=named(draft.title), reason=Reason.REPEATED))
                continue
            kept[uid] = replace(draft, uid=uid)
            notes.append(Note(what=named(draft.title), reason=Reason.SAME_ID))
    return Reading(drafts=tuple(kept.values()), rejected=tuple(rejected), notes=tuple(notes))


def gathered(
    found: Iterable[Draft], rejected: Iterable[Rejected], notes: Iterable[Note]
) -> Reading:
    """Close a reading: ids told apart, notes not more than a person would read."""
    reading = told_apart(found)
    told = tuple(dict.fromkeys((*notes, *reading.notes)))
    refusals = (*rejected, *reading.rejected)
    if not reading.drafts and not refusals:
        refusals = (Rejected(what="", reason=Reason.NOTHING_FOUND),)
    return Reading(drafts=reading.drafts, rejected=refusals, notes=told[:MOST_NOTES])


def named(title: Texts) -> str:
    return next(iter(title.values()), "")[:120]


def _same(one: Draft, other: Draft) -> bool:
    titles = named(one.title) == named(other.title)
    return titles and (one.start == other.start or one.sequence != other.sequence)


def _age(draft: Draft) -> tuple[int, float]:
    return draft.sequence, draft.updated.timestamp() if draft.updated else 0.0


def _digest(*parts: str) -> str:
    data = "\x00".join(parts).encode("utf-8", "replace")
    return hashlib.sha256(data, usedforsecurity=False).hexdigest()[:32]
