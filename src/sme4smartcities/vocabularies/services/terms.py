"""Change a list by hand: its name, its terms, their order, what is no longer offered."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.errors import Refused, Stale
from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies import facts
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services.refusals import LOCKED, NOT_YOURS
from sme4smartcities.vocabularies.services.turning import turn

LANGUAGES = dict(settings.LANGUAGES)
LONGEST_LABEL, LONGEST_NOTE = 300, 2000
WORDS = ("labels", "notes")
PLACE = ("parent", "broader", "scheme")


def _held(actor: Actor, number: int, *, open_only: bool) -> Vocabulary:
    """Lock the list while it changes, so that codes and order stay sound."""
    require(may_keep_lists(actor), NOT_YOURS)
    held = Vocabulary.objects.select_for_update().get(pk=number)
    if open_only and held.locked:
        raise Refused(LOCKED)
    return held


def _done(fact: Fact) -> None:
    turn()
    record(fact)


def revise(row: Revised, values: Mapping[str, Any], revision: int | None) -> None:
    """Set the values. Raises Conflict with the words of both, language by language."""
    try:
        row.turn_page(revision)
    except Stale as conflict:
        texts = {
            LANGUAGES[code]: (theirs.get(code, ""), yours.get(code, ""))
            for theirs, yours in [(getattr(row, "labels"), values.get("labels", {}))]  # noqa: B009
            for code in LANGUAGES
            if theirs.get(code, "") != yours.get(code, "")
        }
        raise Stale(conflict.message, texts=texts) from conflict
    for name, value in values.items():
        setattr(row, name, value)


def clean_words(words: Mapping[str, str], longest: int) -> dict[str, str]:
    """Trim texts by language and drop empty ones. Raises ValidationError on one that is too long."""
    clean = {code: " ".join(text.split()) for code, text in words.items()}
    for code, text in clean.items():
        if len(text) > longest:
            raise ValidationError(
                _("%(language)s: write at most %(longest)s characters."),
                params={"language": LANGUAGES.get(code, code), "longest": longest},
            )
    return {code: text for code, text in clean.items() if text}


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    clean = dict(values)
    if "labels" in clean:
        clean["labels"] = clean_words(clean["labels"], LONGEST_LABEL)
        if not clean["labels"].get("en"):
            raise ValidationError(
                _("Write the English label: it stands in where another is missing.")
            )
    if "notes" in clean:
        clean["notes"] = clean_words(clean["notes"], LONGEST_NOTE)
    return clean


@transaction.atomic
def edit_vocabulary(
    *,
    actor: Actor,
    vocabulary: Vocabulary,
    values: Mapping[str, Any],
    revision: int | None = None,
) -> Vocabulary:
    """Change name and explanation of a list; a locked one may be renamed as well."""
    held = _held(actor, vocabulary.pk, open_only=False)
    revise(held, _clean({name: values[name] for name in WORDS if name in values}), revision)
    held.save()
    _done(facts.VocabularyEdited(actor_id=actor.pk, subject_id=held.pk))
    return held


@transaction.atomic
def add_term(
    *,
    actor: Actor,
    vocabulary: Vocabulary,
    labels: Mapping[str, str],
    code: str = "",
    notes: Mapping[str, str] | None = None,
    parent: Term | None = None,
    broader: str = "",
    scheme: str = "",
) -> Term:
    """Add a term at the end of its list. Without a code one is made from the English label."""
    held = _held(actor, vocabulary.pk, open_only=True)
    words = _clean({"labels": labels, "notes": notes or {}})
    last = held.terms.aggregate(last=Max("position"))["last"]
    term = Term(
        vocabulary=held,
        code=code.strip() or _free_code(held, words["labels"]["en"]),
        parent=parent,
        broader=broader,
        scheme=scheme,
        position=0 if last is None else last + 1,
        **words,
    )
    _check_place(term)
    term.full_clean()
    term.save()
    _done(facts.TermAdded(actor_id=actor.pk, subject_id=term.pk, vocabulary=held.code))
    return term


def _free_code(held: Vocabulary, label: str) -> str:
    first = slugify(label)[:50] or "term"
    taken = set(held.terms.filter(code__startswith=first).values_list("code", flat=True))
    return next(c for c in (first, *(f"{first}-{n}" for n in range(2, 10_000))) if c not in taken)


def _check_place(term: Term) -> None:
    """See that the parent is of the same list and not below the term, and that ``broader`` exists."""
    above = term.parent
    while above is not None:
        if above.vocabulary_id != term.vocabulary_id or above.pk == term.pk:
            raise Refused(
                _("A term cannot lie in itself or in another list. Choose another place.")
            )
        above = above.parent
    wanted = term.vocabulary.broader_in
    known = Term.objects.of(wanted).filter(code=term.broader) if wanted else Term.objects.none()
    if term.broader and not known.exists():
        raise Refused(_("Choose what the term belongs to from the list that is offered."))


@transaction.atomic
def edit_term(
    *, actor: Actor, term: Term, values: Mapping[str, Any], revision: int | None = None
) -> Term:
    """Change words or place of a term; of a locked list only the words."""
    held = _held(actor, term.vocabulary_id, open_only=False)
    row = Term.objects.select_for_update().select_related(None).get(pk=term.pk)
    row.vocabulary = held
    moved = {n: values[n] for n in PLACE if n in values and values[n] != getattr(row, n)}
    if moved and held.locked:
        raise Refused(LOCKED)
    words = _clean({name: values[name] for name in WORDS if name in values})
    revise(row, {**words, **moved}, revision)
    _check_place(row)
    row.full_clean()
    row.save()
    _done(facts.TermEdited(actor_id=actor.pk, subject_id=row.pk, vocabulary=held.code))
    return row


@transaction.atomic
def retire_term(*, actor: Actor, term: Term) -> Term:
    """Offer a term and those below it no longer; what carries it keeps it."""
    held = _held(actor, term.vocabulary_id, open_only=True)
    return _set_retired(actor, held, term, retired=True)


@transaction.atomic
def restore_term(*, actor: Actor, term: Term) -> Term:
    """Offer a retired term again, and what it lies in; a merged one stays away."""
    held = _held(actor, term.vocabulary_id, open_only=True)
    if term.merged_into_id:
        raise Refused(_("This term was merged into another one. Add a new term instead."))
    return _set_retired(actor, held, term, retired=False)


def _set_retired(actor: Actor, held: Vocabulary, term: Term, *, retired: bool) -> Term:
    fact = facts.TermRetired if retired else facts.TermRestored
    level = [Term.objects.select_for_update().get(pk=term.pk)]
    first = level[0]
    while level:
        for row in level:
            if row.retired != retired:
                row.retired = retired
                row.turn_page(None)
                row.save()
                _done(fact(actor_id=actor.pk, subject_id=row.pk, vocabulary=held.code))
        near = (
            Term.objects.filter(parent__in=level, merged_into=None)
            if retired
            else Term.objects.filter(children__in=level)
        )
        level = list(near.select_for_update())
    return first


@transaction.atomic
def move_term(*, actor: Actor, term: Term, by: int) -> None:
    """Move a term up (negative) or down among its siblings."""
    held = _held(actor, term.vocabulary_id, open_only=True)
    if held.alphabetical:
        raise Refused(_("This list is shown in alphabetical order."))
    row = Term.objects.get(pk=term.pk)
    siblings = list(held.terms.filter(parent=row.parent_id, merged_into=None))
    places = _distinct(sorted(sibling.position for sibling in siblings))
    at = siblings.index(row)
    siblings.insert(max(0, min(at + by, len(siblings) - 1)), siblings.pop(at))
    for sibling, place in zip(siblings, places, strict=True):
        sibling.position = place
    Term.objects.bulk_update(siblings, ["position"], batch_size=200)
    _done(facts.TermsReordered(actor_id=actor.pk, subject_id=held.pk))


def _distinct(places: list[int]) -> list[int]:
    """Make rising places of equal ones."""
    rising: list[int] = []
    for place in places:
        rising.append(max(place, rising[-1] + 1) if rising else place)
    return rising
