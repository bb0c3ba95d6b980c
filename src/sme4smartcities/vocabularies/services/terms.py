"""Change single terms of a list."""

from collections.abc import Mapping

from django.db import transaction

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies.facts import TermAdded
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.services.turning import turn


@transaction.atomic
def add_term(
    *,
    actor: Actor,
    vocabulary: str,
    code: str,
    labels: Mapping[str, str],
    parent: Term | None = None,
    scheme: str = "",
    broader: str = "",
) -> Term:
    """Add a term at the end of a list. Raises ValidationError for a code that the list has."""
    require(may_keep_lists(actor), NOT_YOURS)
    held = Vocabulary.objects.select_for_update().get(code=vocabulary)
    last = held.terms.order_by("-position").values_list("position", flat=True).first()
    term = Term(
        vocabulary=held,
        code=code.strip(),
        labels={language: text.strip() for language, text in labels.items() if text.strip()},
        parent=parent,
        scheme=scheme,
        broader=broader,
        position=0 if last is None else last + 1,
    )
    term.full_clean()
    term.save()
    turn()
    record(TermAdded(actor_id=actor.pk, subject_id=term.pk, vocabulary=held.code))
    return term
