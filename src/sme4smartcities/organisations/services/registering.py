"""An organisation enters the directory; whoever registers it becomes its manager."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.facts import OrganisationRegistered
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.policies import may_register
from sme4smartcities.organisations.services.people import add_person
from sme4smartcities.organisations.services.terms import (
    name_row,
    write_domains,
    write_names,
    write_own_columns,
)
from sme4smartcities.vocabularies.models import Place, Term

SAME_CLICK = timedelta(minutes=10)
REGISTERED_A_DAY = 20


@transaction.atomic
def register_organisation(
    *,
    actor: Member,
    name: str,
    kind: Term,
    territory: Term | None = None,
    place: Place | None = None,
    website: str = "",
    domains: Iterable[str] = (),
    language: str = "en",
) -> Organisation:
    """Enter an organisation, listed at once, with the actor as manager.

    A second click gives the organisation of the first. Raises Refused when the name says nothing,
    TooMany past the daily limit: the directory is no place for advertising.
    """
    require(may_register(actor), _("Sign in to register an organisation."))
    name = " ".join(name.split())
    if not core_name(name):
        raise Refused(_("Write the name of the organisation in letters."))
    if twin := _just_registered(actor, name):
        return twin
    limits.take("register-organisation", key=str(actor.pk), limit=REGISTERED_A_DAY, per=86400)
    organisation = Organisation(
        name=name,
        kind=kind,
        territory=territory or (place.territory if place else None),
        place=place,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        website=website,
        source_language=language,
        state=State.LISTED,
        last_confirmed_at=timezone.now(),
    )
    name_row(organisation)
    organisation.full_clean()
    organisation.save()
    write_names([organisation])
    write_own_columns([organisation])
    write_domains(organisation, domains)
    add_person(actor=actor, organisation=organisation, member=actor, role="manager")
    record(OrganisationRegistered(actor_id=actor.pk, subject_id=organisation.pk))
    return organisation


def _just_registered(actor: Member, name: str) -> Organisation | None:
    """Find what the same person registered under the same name within the last ten minutes."""
    Member.objects.select_for_update().get(pk=actor.pk)  # a double click waits for the first
    managed = Role.objects.filter(member=actor, role="manager", scope_kind="organisation")
    return (
        Organisation.objects.listed()
        .filter(name=name, created_at__gte=timezone.now() - SAME_CLICK)
        .filter(pk__in=managed.values("scope_id"))
        .first()
    )
