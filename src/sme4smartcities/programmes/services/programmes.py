"""Open a programme, edit what it says of itself, take it from one state to the next."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import SYSTEM, Actor, require
from sme4smartcities.core.search.services import narrow
from sme4smartcities.core.translated import shown, with_text
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.facts import ProgrammeCreated, ProgrammeEdited, ProgrammeMoved
from sme4smartcities.programmes.lifecycle import PROGRAMME
from sme4smartcities.programmes.models import Entry, Programme, State
from sme4smartcities.programmes.policies import may_create, may_keep
from sme4smartcities.programmes.services.materials import follow_state
from sme4smartcities.programmes.services.refusals import NOT_CREATOR, NOT_YOURS
from sme4smartcities.programmes.services.revising import revise

TEXTS = ("acronym", "name", "summary", "description", "funding")
EDITED = frozenset(
    {
        *TEXTS,
        "website",
        "languages",
        "entry",
        "planned_starts",
        "planned_ends",
        "starts",
        "ends",
        "source",
        "source_url",
        "checked_on",
    }
)
SUFFIXES = range(2, 1000)
RESERVED = ("new", "import", "enquiries")  # pages of their own


def in_languages(texts: Mapping[str, str], source: str = "en") -> dict[str, Any]:
    """Make the value of a translated field from language → text."""
    value = with_text({}, source, texts.get(source, ""))
    for language, text in texts.items():
        if language != source:
            value = with_text(value, language, text)
    return value


@transaction.atomic
def create_programme(
    *,
    actor: Actor,
    name: Mapping[str, Any],
    slug: str = "",
    layer: str = Layer.REAL,
    state: str = State.DRAFT,
    **values: Any,
) -> Programme:
    """Open a programme. ``name`` and other texts are values of translated fields; ``values`` are
    other fields that ``edit_programme`` takes. Only the platform itself sets a layer or state.
    """
    require(may_create(actor), NOT_CREATOR)
    if actor is not SYSTEM and (layer != Layer.REAL or state != State.DRAFT):
        raise Refused(_("A new programme begins as a draft."))
    _known(values)
    programme = Programme(name=name, slug=slug or free_slug(name), layer=layer, state=state)
    programme.entry = Entry.OPEN
    for field, value in values.items():
        setattr(programme, field, value)
    _check(programme)
    programme.save()
    record(ProgrammeCreated(actor_id=actor.pk, subject_id=programme.pk))
    return programme


@transaction.atomic
def edit_programme(
    *,
    actor: Actor,
    programme: Programme,
    values: Mapping[str, Any],
    revision: int | None = None,
) -> Programme:
    """Change what a programme says of itself. Raises Conflict when somebody was faster."""
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    require(may_keep(actor, row), NOT_YOURS)
    _known(values)
    revise(row, values, revision)
    _check(row)
    row.save()
    if row.entry == Entry.INVITATION:
        narrow(row.subject, "restricted")
    follow_state(actor=actor, programme=row)
    record(ProgrammeEdited(actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def move_programme(*, actor: Actor, programme: Programme, act: str) -> Programme:
    """Take the programme a step on: open, close, reopen, archive, withdraw."""
    step = PROGRAMME[act]
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    require(may_keep(actor, row), NOT_YOURS)
    elsewhere = _(
        "The programme is in the state “%(state)s”; this step does not lead on from there."
    )
    if not is_due(step, row.state, Refused(elsewhere % {"state": row.get_state_display()})):
        return row
    if step.target == State.OPEN and not shown(row.summary).text:
        raise Refused(_("Write a summary before you publish the programme."))
    was, row.state = row.state, step.target
    row.turn_page(None)
    row.save()
    if step.target == State.DRAFT:
        narrow(row.subject, "restricted")
    follow_state(actor=actor, programme=row)
    record(ProgrammeMoved(actor_id=actor.pk, subject_id=row.pk, act=act, was=was, now=row.state))
    return row


def _known(values: Mapping[str, Any]) -> None:
    if unknown := set(values) - EDITED:
        raise TypeError(f"A programme has no such field to edit: {sorted(unknown)}")


def _check(programme: Programme) -> None:
    if not shown(programme.name).text:
        raise Refused(_("Give the programme a name."))
    programme.full_clean()


def free_slug(name: Mapping[str, Any]) -> str:
    """Make an address from the name; of names without Latin letters, a number."""
    texts = [entry["text"] for entry in name.values()]
    first = next((slug for slug in map(slugify, texts) if slug), "programme")[:70]
    here = Programme.objects.filter(slug__startswith=first).values_list("slug", flat=True)
    taken = {*RESERVED, *here}
    return next(s for s in (first, *(f"{first}-{n}" for n in SUFFIXES)) if s not in taken)
