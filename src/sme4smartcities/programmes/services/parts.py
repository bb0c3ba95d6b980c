"""Add, change and remove the parts of a programme: partners, editions, figures, bodies and others."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.uploads.services import discard
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.facts import PartKept, PartnerJoined, PartRemoved
from sme4smartcities.programmes.lifecycle import EDITION
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Figure,
    FigureValue,
    Material,
    Milestone,
    Partner,
    Programme,
    WorkPackage,
)
from sme4smartcities.programmes.policies import may_keep, may_keep_edition
from sme4smartcities.programmes.services.refusals import NOT_YOURS
from sme4smartcities.programmes.services.revising import revise
from sme4smartcities.vocabularies.models import Term

AnyPart = (
    Partner
    | Edition
    | WorkPackage
    | Body
    | BodyMember
    | Figure
    | FigureValue
    | Milestone
    | Material
)
P = TypeVar("P", bound=AnyPart)


def _held(actor: Actor, programme: Programme, part: AnyPart | None = None) -> Programme:
    """Lock the programme while one of its parts changes, and see that the actor keeps it.

    An edition has coordinators of its own, who change it and no other part.
    """
    row = Programme.objects.select_for_update().get(pk=programme.pk)
    own = isinstance(part, Edition) and part.pk and may_keep_edition(actor, part)
    require(bool(own) or may_keep(actor, row), NOT_YOURS)
    return row


@transaction.atomic
def add_part(*, actor: Actor, part: P) -> P:
    """Save a new part, made with its programme (or body, or figure) but not saved yet."""
    programme = _held(actor, part.whole)
    _fits(part, programme)
    part.full_clean()
    part.save()
    record(
        PartKept(
            actor_id=actor.pk,
            subject_id=programme.pk,
            part=part._meta.model_name or "",
            part_id=part.pk,
            new=True,
        )
    )
    return part


@transaction.atomic
def change_part(
    *, actor: Actor, part: P, values: Mapping[str, Any], revision: int | None = None
) -> P:
    """Change fields of a part. Raises Conflict when somebody was faster."""
    programme = _held(actor, part.whole, part)
    row = cast(P, type(part)._default_manager.select_for_update().get(pk=part.pk))
    revise(row, values, revision)
    _fits(row, programme)
    row.full_clean()
    row.save()
    record(
        PartKept(
            actor_id=actor.pk,
            subject_id=programme.pk,
            part=row._meta.model_name or "",
            part_id=row.pk,
            new=False,
        )
    )
    return row


@transaction.atomic
def remove_part(*, actor: Actor, part: AnyPart) -> None:
    """Delete a part that was entered by mistake; one that ended gets an end date instead."""
    programme = _held(actor, part.whole)
    number = part.pk
    if isinstance(part, Material) and part.file:
        discard(part.file, actor=actor)
    part.delete()
    record(
        PartRemoved(
            actor_id=actor.pk,
            subject_id=programme.pk,
            part=part._meta.model_name or "",
            part_id=number,
        )
    )


def _fits(part: AnyPart, programme: Programme) -> None:
    """Keep the layers apart: a record has only record rows, an example none of the others."""
    organisation = getattr(part, "organisation", None) or getattr(part, "lead", None)
    if organisation is not None and organisation.layer != programme.layer:
        raise Refused(_("Real organisations, the record and examples do not mix in one programme."))


@transaction.atomic
def add_partner(
    *,
    actor: Actor,
    programme: Programme,
    organisation: Organisation,
    role: Term,
    **values: Any,
) -> Partner:
    """Take an organisation into the consortium. ``values``: has_budget, note, starts, ends, source,
    source_url, checked_on, position."""
    partner = Partner(programme=programme, organisation=organisation, role=role, **values)
    partner = add_part(actor=actor, part=partner)
    record(
        PartnerJoined(
            actor_id=actor.pk,
            subject_id=programme.pk,
            organisation_id=organisation.pk,
            role=role.code,
        )
    )
    return partner


def add_figure(
    *,
    actor: Actor,
    programme: Programme,
    code: str,
    kind: str,
    name: Mapping[str, Any],
    unit: Term,
    **values: Any,
) -> Figure:
    """Add a budget line, a target or another figure; its values are added one by one."""
    figure = Figure(programme=programme, code=code, kind=kind, name=name, unit=unit, **values)
    return add_part(actor=actor, part=figure)


def add_value(
    *, actor: Actor, figure: Figure, amount: Decimal, meaning: str, **values: Any
) -> FigureValue:
    """Add what one source says a figure is worth. ``values``: as_of, note, source, source_url,
    checked_on, position."""
    value = FigureValue(figure=figure, amount=amount, meaning=meaning, **values)
    return add_part(actor=actor, part=value)


@transaction.atomic
def move_edition(*, actor: Actor, edition: Edition, act: str) -> Edition:
    """Start or close an edition."""
    programme = _held(actor, edition.programme, edition)
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    step = EDITION[act]
    elsewhere = _("The edition is in the state “%(state)s”; this step does not lead on from there.")
    if not is_due(step, row.state, Refused(elsewhere % {"state": row.get_state_display()})):
        return row
    row.state = step.target
    row.turn_page(None)
    row.save()
    record(
        PartKept(
            actor_id=actor.pk,
            subject_id=programme.pk,
            part="edition",
            part_id=row.pk,
            new=False,
        )
    )
    return row
