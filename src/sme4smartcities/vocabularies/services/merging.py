"""Two terms become one: whatever carries the first carries the second from then on."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies.facts import TermsMerged
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.queries.usage import carriers
from sme4smartcities.vocabularies.services.refusals import LOCKED, NOT_YOURS
from sme4smartcities.vocabularies.services.turning import turn


def check_merge(*, actor: Actor, term: Term, into: Term) -> None:
    """Raise what merging would raise, and merge nothing: for a page that shows what would move."""
    require(may_keep_lists(actor), NOT_YOURS)
    _check(term.vocabulary, term, into)


@transaction.atomic
def merge_terms(*, actor: Actor, term: Term, into: Term) -> Term:
    """Put the first term's uses, and the terms below it, on the second. The first stays as a
    signpost: its code still leads to the second.

    Foreign keys of all features are moved here, as a database would cascade them (decision 0030);
    features that keep texts or counts made from terms hear TermsMerged.
    """
    require(may_keep_lists(actor), NOT_YOURS)
    held = Vocabulary.objects.select_for_update().get(pk=term.vocabulary_id)
    rows = {t.pk: t for t in Term.objects.select_for_update().filter(pk__in=(term.pk, into.pk))}
    old, new = rows[term.pk], rows[into.pk]
    _check(held, old, new)
    for model, field in carriers():
        _carry(model, field, old, new)
    Term.objects.filter(parent=old).update(parent=new)
    Term.objects.filter(merged_into=old).update(merged_into=new)
    old.merged_into, old.retired = new, True
    old.turn_page(None)
    old.save()
    turn()
    record(TermsMerged(actor_id=actor.pk, subject_id=old.pk, vocabulary=held.code, into=new.pk))
    return new


def _check(held: Vocabulary, old: Term, new: Term) -> None:
    if held.locked:
        raise Refused(LOCKED)
    if old.pk == new.pk or new.vocabulary_id != old.vocabulary_id:
        raise Refused(_("Choose two different terms of one list."))
    if old.merged_into_id or new.merged_into_id:
        raise Refused(_("One of the two was merged before. Choose another one."))
    above = new.parent
    while above is not None:
        if above.pk == old.pk:
            raise Refused(_("The second term lies in the first. Move it out before you merge."))
        above = above.parent


def _carry(model: type[models.Model], field: models.Field[Any, Any], old: Term, new: Term) -> None:
    """Point the rows at the new term; where one that is the same stands already, drop the old."""
    rows = model._base_manager.filter(**{field.name: old})
    for others in _unique_with(model, field):
        twin = model._base_manager.filter(
            **{field.name: new}, **{name: OuterRef(name) for name in others}
        )
        rows.filter(Exists(twin)).delete()
    rows.update(**{field.name: new})


def _unique_with(model: type[models.Model], field: models.Field[Any, Any]) -> Iterator[list[str]]:
    """Give, for each rule that no two rows are the same in this field, the rule's other fields."""
    sets: list[tuple[str, ...]] = [(field.name,)] if field.unique else []
    sets += [tuple(names) for names in model._meta.unique_together]
    sets += [
        tuple(rule.fields)
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    ]
    for names in sets:
        if field.name in names:
            yield [name for name in names if name != field.name]
