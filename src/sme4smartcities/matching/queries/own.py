"""For whom a member looks: the organisations that he or she manages, the challenges written there."""

from sme4smartcities.challenges.models import Challenge, State
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer, Organisation

MOST = 50


def own_organisations(actor: Actor) -> list[Organisation]:
    """Give the listed ones by name."""
    rows = Organisation.objects.managed_by(actor).listed().exclude(layer=Layer.RECORD)
    return list(rows.order_by("sort_key", "pk")[:MOST])


def own_organisation(actor: Actor, number: int) -> Organisation | None:
    """Give the one of this number, else the first by name; None where it is not one's own."""
    rows = Organisation.objects.managed_by(actor).listed().exclude(layer=Layer.RECORD)
    if number:
        return rows.filter(pk=number).first()
    return rows.order_by("sort_key", "pk").first()


def own_challenges(actor: Actor) -> list[Challenge]:
    """Give those that are written or open, the newest first."""
    rows = Challenge.objects.written_by(actor).exclude(layer=Layer.RECORD)
    living = rows.filter(state__in=(State.DRAFT, State.REVIEW, State.PUBLISHED))
    return list(living.select_related("owner").order_by("-updated_at", "-pk")[:MOST])
