"""Who asks, who is invited, who takes part, and for whom a member may speak."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Edition, Participation, Programme
from sme4smartcities.programmes.models.programme import run_by


def participations_of(programme: Programme) -> QuerySet[Participation]:
    """Give everything asked, invited and answered, the newest first, with its organisation."""
    return programme.participations.select_related("organisation", "role").order_by(
        "-asked_at", "-id"
    )


def my_participations(actor: Actor, programme: Programme) -> dict[int, Participation]:
    """Give the newest participation of each organisation that the actor manages."""
    mine = Organisation.objects.managed_by(actor)
    rows = (
        programme.participations.filter(organisation__in=mine)
        .select_related("role")
        .order_by("asked_at", "id")
    )
    return {row.organisation_id: row for row in rows}


def my_organisations(actor: Actor, programme: Programme) -> QuerySet[Organisation]:
    """Give the organisations for which the actor may ask: of the programme's own layer."""
    return Organisation.objects.managed_by(actor).filter(layer=programme.layer).order_by("sort_key")


def participants(programme: Programme, actor: Actor) -> QuerySet[Organisation]:
    """Give the organisations that take part and that the reader may see."""
    return (
        Organisation.objects.visible_to(actor)
        .filter(
            participations__programme=programme,
            participations__state=Participation.State.ACCEPTED,
        )
        .order_by("sort_key", "id")
    )


def participants_after(
    programme: Programme, actor: Actor, after: Sequence[Any] | None, limit: int
) -> list[Organisation]:
    """Give the next ones by name; ``after``: sort key and number of the last."""
    rows = participants(programme, actor)
    if after is not None:
        key, number = after
        rows = rows.filter(Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=number))
    return list(rows[:limit])


def waiting_count(programme: Programme) -> int:
    return programme.participations.filter(state=Participation.State.APPLIED).count()


def edition_coordinators(programme: Programme) -> list[tuple[Edition, Member]]:
    """Give who coordinates one edition alone, edition by edition."""
    editions = {row.pk: row for row in programme.editions.all()}
    rows = Role.objects.filter(
        role="coordinator", scope_kind="edition", scope_id__in=editions
    ).select_related("member")
    found = [(editions[row.scope_id], row.member) for row in rows]
    return sorted(found, key=lambda pair: (pair[0].position, pair[0].pk, pair[1].name))


def edition_choices(programme: Programme) -> list[tuple[str, str]]:
    return [(str(row.pk), str(row)) for row in programme.editions.all()]


def edition_named(programme: Programme, number: str) -> Edition | None:
    """Give the edition that a form names; "" is the whole programme."""
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    return programme.editions.filter(pk=int(number)).first()


def own_editions(actor: Actor) -> frozenset[int]:
    """Give the ids of the editions that the actor coordinates."""
    return run_by(actor, "edition")


def coordinators_of(programme: Programme) -> list[Member]:
    rows = Member.objects.filter(
        roles__role="coordinator",
        roles__scope_kind="programme",
        roles__scope_id=programme.pk,
    )
    return list(rows.order_by("name", "id"))
