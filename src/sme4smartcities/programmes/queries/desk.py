"""What waits for a member in programmes: requests to answer, invitations to accept."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Participation, Programme


def waiting(actor: Actor) -> Iterable[DeskItem]:
    """Give the requests in the programmes that the actor keeps, one entry a programme."""
    kept = Programme.objects.run_by(actor)
    rows = Participation.objects.filter(
        programme__in=kept, state=Participation.State.APPLIED
    ).select_related("programme")[:200]
    by_programme: dict[Programme, int] = {}
    for row in rows:
        by_programme[row.programme] = by_programme.get(row.programme, 0) + 1
    for programme, count in by_programme.items():
        yield DeskItem(
            title=programme.title,
            text=ngettext(
                "%(count)s organisation asks to take part.",
                "%(count)s organisations ask to take part.",
                count,
            )
            % {"count": count},
            url=reverse("programmes:people", args=(programme.slug,)),
            label=_("Answer the requests"),
            icon="users",
            urgency=20,
        )


def invitations(actor: Actor) -> Iterable[DeskItem]:
    """Give the invitations of the organisations that the actor manages."""
    rows = Participation.objects.filter(
        organisation__in=Organisation.objects.managed_by(actor),
        state=Participation.State.INVITED,
    ).select_related("programme", "organisation")[:20]
    for row in rows:
        yield DeskItem(
            title=row.programme.title,
            text=_("%(organisation)s is invited to take part.")
            % {"organisation": row.organisation.title},
            url=reverse("programmes:join", args=(row.programme.slug,)),
            label=_("Answer the invitation"),
            icon="mail",
            urgency=15,
        )
