"""How an organisation stands in the directory: listed, hidden, verified, deleted."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop
from sme4smartcities.core.uploads.services import discard_all
from sme4smartcities.organisations.facts import (
    OrganisationDeleted,
    OrganisationMoved,
    OrganisationVerified,
    VerificationRevoked,
)
from sme4smartcities.organisations.lifecycle import TRANSITIONS
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.policies import may_manage, may_move, may_verify
from sme4smartcities.organisations.services.logo import follow_state
from sme4smartcities.organisations.services.people import dismiss_all, locked


@transaction.atomic
def move(*, actor: Actor, organisation: Organisation, act: str) -> Organisation:
    """Take a step of the life cycle (all but merging); a repeated click changes nothing."""
    row, step = locked(organisation), TRANSITIONS[act]
    require(may_move(actor, row, act), _("Only a manager or the coordinator can do this."))
    if row.state == step.target:
        return row
    require_state(row, act)
    was, row.state = row.state, step.target
    row.save(update_fields=["state", "updated_at"])
    follow_state(actor=actor, organisation=row)
    if row.state != State.LISTED:
        drop(row.subject)
    record(OrganisationMoved(actor_id=actor.pk, subject_id=row.pk, act=act, was=was, now=row.state))
    return row


def require_state(row: Organisation, act: str) -> None:
    if row.state not in TRANSITIONS[act].sources:
        raise Refused(
            _("This cannot be done now: the organisation is “%(state)s”.")
            % {"state": row.get_state_display()}
        )


@transaction.atomic
def verify(*, actor: Member, organisation: Organisation, note: str = "") -> Organisation:
    """Say that the coordinator knows this organisation to be what it says; the note says how."""
    row = locked(organisation)
    require(
        may_verify(actor, row),
        _("Only a coordinator who does not work for this organisation can verify it."),
    )
    if row.verified:
        return row
    row.verified_at, row.verification_note = timezone.now(), note.strip()[:500]
    row.verified_by_id = actor.pk
    row.save(update_fields=["verified_at", "verified_by", "verification_note", "updated_at"])
    record(OrganisationVerified(actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def revoke_verification(*, actor: Actor, organisation: Organisation) -> Organisation:
    row = locked(organisation)
    require(
        may_verify(actor, row),
        _("Only a coordinator who does not work for this organisation can take this back."),
    )
    if not row.verified:
        return row
    row.verified_at = row.verified_by = None
    row.verification_note = ""
    row.save(update_fields=["verified_at", "verified_by", "verification_note", "updated_at"])
    record(VerificationRevoked(actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def delete_organisation(*, actor: Actor, organisation: Organisation) -> None:
    """Remove it with all it holds. Raises Refused while another record stands on it."""
    row = locked(organisation)
    require(may_manage(actor, row), _("Only a manager or the coordinator can delete it."))
    number = row.pk
    drop(row.subject)
    discard_all(row.subject)
    dismiss_all(actor=actor, organisation=row)
    try:
        for merged in Organisation.objects.filter(merged_into=row):
            discard_all(merged.subject)
            merged.delete()
        row.delete()
    except models.ProtectedError as error:
        raise Refused(
            _(
                "Other records name this organisation, such as a programme it takes part in."
                " Take it off the list instead."
            )
        ) from error
    record(OrganisationDeleted(actor_id=actor.pk, subject_id=number))
