"""Read in the lists that the package brings; what people here have changed stays as they left it.

Beside each row stands what the package said last. A value that still equals it follows the
package, any other belongs to the people of this platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies import shipped
from sme4smartcities.vocabularies.facts import ListsLoaded
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.services.turning import turn

Said = dict[str, Any]

LIST: Said = {
    "labels": {},
    "notes": {},
    "source": "",
    "locked": False,
    "broader_in": "",
    "alphabetical": False,
    "position": 0,
}
TERM: Said = {
    "labels": {},
    "notes": {},
    "scheme": "",
    "broader": "",
    "parent": "",
    "position": 0,
    "retired": False,
}


@dataclass
class Loaded:
    """How much of the shipped lists was new."""

    added: int = 0
    changed: int = 0


@transaction.atomic
def load_vocabularies(*, actor: Actor) -> Loaded:
    """Bring the lists up to this release. The second time it changes nothing and asks once."""
    require(may_keep_lists(actor), NOT_YOURS)
    loaded = Loaded()
    known = {held.code: held for held in Vocabulary.objects.all()}
    for brought in shipped.lists():
        held = known.get(brought.code) or Vocabulary(code=brought.code)
        if held.shipped.get("digest") != brought.digest:
            said = _said(brought.head, LIST)
            _follow(held, said)
            held.shipped = {**said, "digest": brought.digest}
            held.save()
            _load_terms(held, brought.terms, loaded)
    if loaded.added or loaded.changed:
        turn()
        record(
            ListsLoaded(actor_id=actor.pk, subject_id=0, added=loaded.added, changed=loaded.changed)
        )
    return loaded


def _said(entry: Mapping[str, Any], defaults: Said) -> Said:
    return {name: entry.get(name, default) for name, default in defaults.items()}


def _followed(now: Any, before: Any, new: Any) -> Any:
    """Give the value to keep; labels follow the package language by language."""
    if isinstance(new, dict):
        own = {key: text for key, text in now.items() if text != (before or {}).get(key)}
        return {**new, **own}
    return new if before is None or now == before else now


def _follow(row: Vocabulary | Term, said: Said) -> None:
    for name, new in said.items():
        if name != "parent":
            setattr(row, name, _followed(getattr(row, name), row.shipped.get(name), new))


def _load_terms(held: Vocabulary, entries: list[dict[str, Any]], loaded: Loaded) -> None:
    rows = {term.code: term for term in held.terms.select_related("parent")}
    old = set(rows)
    said = {
        entry["code"]: _said({**entry, "position": position}, TERM)
        for position, entry in enumerate(entries)
    }
    for code in old - set(said):
        if before := rows[code].shipped:  # gone from the package: no longer offered
            said[code] = {**before, "retired": True}
    _add(held, {code: new for code, new in said.items() if code not in old}, rows)
    changed = [rows[code] for code in said if code in old and said[code] != rows[code].shipped]
    for term in changed:
        _follow_term(term, said[term.code], rows)
    Term.objects.bulk_update(changed, [*TERM, "shipped"], batch_size=100)
    loaded.added += len(rows) - len(old)
    loaded.changed += len(changed)


def _follow_term(term: Term, said: Said, rows: Mapping[str, Term]) -> None:
    now = term.parent.code if term.parent else ""
    parent = _followed(now, term.shipped.get("parent"), said["parent"])
    term.parent = rows[parent] if parent else None
    _follow(term, said)
    term.shipped = said


def _add(held: Vocabulary, said: Mapping[str, Said], rows: dict[str, Term]) -> None:
    """Write new terms level by level, since a row needs its parent's id. Fills ``rows``."""
    waiting = dict(said)
    while waiting:
        ready = {
            code: new for code, new in waiting.items() if not new["parent"] or new["parent"] in rows
        }
        if not ready:
            raise ValueError(f"{held.code}: no such parent for {sorted(waiting)[:5]}")
        level = [
            Term(
                vocabulary=held,
                code=code,
                parent=rows.get(new["parent"]),
                shipped=new,
                **{name: value for name, value in new.items() if name != "parent"},
            )
            for code, new in ready.items()
        ]
        Term.objects.bulk_create(level)
        rows.update((term.code, term) for term in level)
        waiting = {code: new for code, new in waiting.items() if code not in ready}
