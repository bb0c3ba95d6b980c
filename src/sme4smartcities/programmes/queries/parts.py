"""The parts of a programme as its coordinators keep them, and what their forms look up."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    FigureValue,
    Programme,
    State,
    WorkPackage,
)

ABOVE = {"bodymember": "body__programme", "figurevalue": "figure__programme"}
MOST = 500
_number = re.compile(r"\A(?:.*/organisations/)?(\d+)(?:-.*)?/?")


def parts(programme: Programme, model: Any) -> QuerySet[Any, Any]:
    """Give the rows of one kind of part that belong to this programme."""
    path = ABOVE.get(model._meta.model_name, "programme")
    rows: QuerySet[Any, Any] = model._default_manager.filter(**{path: programme})
    return rows.select_related(path.split("__")[0])


def part_seen(actor: Actor, programme: Programme, model: Any, number: int) -> Any:
    """Give one part; organisations that the actor may not see are neither part nor named."""
    seen = Organisation.objects.visible_to(actor)
    rows = parts(programme, model).filter(pk=number)
    names = {field.name for field in model._meta.fields}
    if "organisation" in names:
        rows = rows.filter(organisation__in=seen)
    if "lead" in names:
        rows = rows.prefetch_related(Prefetch("lead", seen))
    if model is Body:
        members = BodyMember.objects.filter(organisation__in=seen)
        rows = rows.prefetch_related(
            Prefetch("members", members.select_related("organisation", "role"))
        )
    return rows.first()


def parts_of(programme: Programme) -> Mapping[str, Sequence[Any]]:
    """Give all parts by kind, bodies with their members and figures with their values."""
    members = Prefetch("members", BodyMember.objects.select_related("organisation__kind", "role"))
    values = Prefetch("values", FigureValue.objects.select_related("figure__unit"))
    rows = {
        "partner": programme.partners.select_related("organisation__kind", "role"),
        "edition": programme.editions.all(),
        "work-package": programme.work_packages.select_related("lead__kind"),
        "figure": programme.figures.select_related("unit").prefetch_related(values),
        "body": programme.bodies.select_related("kind").prefetch_related(members),
        "milestone": programme.milestones.all(),
        "material": programme.materials.select_related("kind", "language", "file"),
    }
    return {kind: list(found[:MOST]) for kind, found in rows.items()}


def work_packages(programme: Programme, actor: Actor) -> list[WorkPackage]:
    """Give the work packages; a lead that the actor may not see is not named."""
    lead = Prefetch("lead", Organisation.objects.visible_to(actor))
    return list(programme.work_packages.prefetch_related(lead)[:MOST])


def organisation_named(actor: Actor, typed: str, *, layer: str = "") -> Organisation | None:
    """Find the organisation that somebody typed: an address of its page, a number or a name.

    Of several of one name none is meant; the address of the page tells them apart.
    """
    rows = Organisation.objects.visible_to(actor)
    if layer:
        rows = rows.filter(layer=layer)
    typed = " ".join(typed.split())
    if found := _number.fullmatch(typed):
        return rows.filter(pk=int(found[1])).first() if len(found[1]) < 18 else None
    named = list(rows.filter(name__iexact=typed)[:2])
    return named[0] if len(named) == 1 else None


def member_with_address(email: str) -> Member | None:
    found: Member | None = Member.objects.filter(email__iexact=email, is_active=True).first()
    return found


def missing_for_publishing(programme: Programme) -> list[str]:
    """Say what a draft still lacks: first what publishing needs, then what readers look for."""
    if programme.state != State.DRAFT:
        return []
    told = [
        (programme.summary, _("a summary: without it the programme cannot be published")),
        (programme.description, _("a description")),
        (programme.starts or programme.planned_starts, _("its dates")),
        (programme.partners.exists(), _("partners with their roles and dates")),
        (programme.figures.filter(kind="target").exists(), _("targets with their sources")),
    ]
    return [words for there, words in told if not there]
