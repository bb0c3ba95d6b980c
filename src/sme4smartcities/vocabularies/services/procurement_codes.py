"""Read the procurement codes into their list: all of a file or nothing, as often as wanted."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies.cpv import parent_of
from sme4smartcities.vocabularies.facts import TermsImported
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.services.terms import LONGEST_LABEL
from sme4smartcities.vocabularies.services.turning import turn

LIST, SCHEME = "cpv", "CPV 2008"
Codes = Mapping[str, Mapping[str, str]]  # code → language → label


@dataclass(frozen=True)
class Brought:
    """What a file did to the list. ``absent``: codes of the list that it does not name; they stay."""

    added: int
    changed: int
    same: int
    absent: int


@transaction.atomic
def import_procurement_codes(*, actor: Actor, codes: Codes) -> Brought:
    """Add new codes under the code above each, and take the file's words for those that are there.

    Labels in languages that the file does not speak stay. Raises Refused, and writes nothing, when
    a code has no English label or one that is too long.
    """
    require(may_keep_lists(actor), NOT_YOURS)
    held = Vocabulary.objects.select_for_update().filter(code=LIST).first()
    if held is None:
        raise Refused(_("The list of procurement codes is missing. Run the upgrade first."))
    rows = {term.code: term for term in held.terms.select_related("parent")}
    _check(codes, rows)
    known = {**rows, **dict.fromkeys(codes)}
    added = _add(held, {code: codes[code] for code in sorted(codes) if code not in rows}, rows)
    changed = _change(codes, known, rows, added)
    if added or changed:
        turn()
        record(
            TermsImported(
                actor_id=actor.pk, subject_id=held.pk, added=len(added), changed=len(changed)
            )
        )
    same = len(codes) - len(added) - len(changed)
    return Brought(len(added), len(changed), same, len(set(rows) - set(codes)))


def _check(codes: Codes, rows: Mapping[str, Term]) -> None:
    for code, labels in codes.items():
        if not labels.get("en") and code not in rows:
            raise Refused(
                _("The code %(code)s has no English label. Give the English file as well.")
                % {"code": code}
            )
        if any(len(label) > LONGEST_LABEL for label in labels.values()):
            raise Refused(_("A label of the code %(code)s is too long.") % {"code": code})


def _add(held: Vocabulary, new: Codes, rows: dict[str, Term]) -> set[str]:
    """Write the new codes level by level, since a row needs its parent's id. Fills ``rows``."""
    known = {**rows, **dict.fromkeys(new)}
    above = {code: parent_of(code, known) for code in new}
    waiting = dict(new)
    while waiting:
        ready = {code: waiting[code] for code in waiting if above[code] not in waiting}
        level = [
            Term(
                vocabulary=held,
                code=code,
                scheme=SCHEME,
                labels=dict(labels),
                parent=rows.get(above[code]),
                position=int(code),
            )
            for code, labels in ready.items()
        ]
        Term.objects.bulk_create(level, batch_size=500)
        rows.update((term.code, term) for term in level)
        waiting = {code: labels for code, labels in waiting.items() if code not in ready}
    return set(new)


def _change(
    codes: Codes, known: Mapping[str, object], rows: Mapping[str, Term], added: set[str]
) -> list[Term]:
    """Take the file's words, and hang each code under the nearest one that is there now."""
    changed = []
    for code, term in rows.items():
        if code in added:
            continue
        above = rows.get(parent_of(code, known))
        labels = {**term.labels, **codes.get(code, {})}
        if labels != term.labels or term.parent_id != (above.pk if above else None):
            term.labels, term.parent = labels, above
            term.turn_page(None)
            changed.append(term)
    Term.objects.bulk_update(changed, ["labels", "parent", "revision"], batch_size=200)
    return changed
