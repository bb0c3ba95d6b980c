"""A manager invites a colleague by mail; the link lets in whoever holds it, once and for ten days."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services.letters import LETTERS_A_DAY
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.facts import (
    ColleagueInvited,
    InvitationAccepted,
    InvitationEnded,
)
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Invitation, Organisation
from sme4smartcities.organisations.policies import is_among, is_open, may_manage
from sme4smartcities.organisations.queries.contacts import is_suppressed
from sme4smartcities.organisations.queries.people import open_invitations
from sme4smartcities.organisations.services.people import add_person, locked
from sme4smartcities.organisations.tokens import hashed, new_token

INVITATION_LIVES = timedelta(days=10)
INVITATIONS_A_DAY = 20


@transaction.atomic
def invite_colleague(
    *, actor: Member, organisation: Organisation, email: str, role: str, language: str
) -> Invitation:
    """Send an invitation by mail; a newer one to the same address ends the older."""
    row = locked(organisation)
    require(may_manage(actor, row), _("Only the managers can invite somebody."))
    if is_suppressed(email):
        raise Refused(_("Whoever has this address asked never to be written to."))
    limits.take("invite", key=str(actor.pk), limit=INVITATIONS_A_DAY, per=86400)
    limits.take("letters", key=email, limit=LETTERS_A_DAY, per=86400)
    open_invitations(row).filter(email__iexact=email).update(ended_at=timezone.now())
    token = new_token()
    invitation = Invitation(
        organisation=row,
        email=email.strip().lower(),
        role=role,
        token_hash=hashed(token),
        language=language,
        invited_by=actor,
        expires_at=timezone.now() + INVITATION_LIVES,
    )
    invitation.full_clean()
    invitation.save()
    send_mail(
        to=invitation.email,
        template="organisations/mail/invitation",
        context={
            "name": actor.name,
            "organisation": row.name,
            "link": link("organisations:invitation", token, language=language),
            "days": INVITATION_LIVES.days,
        },
        language=language,
        key=f"invitation:{invitation.pk}",
    )
    record(ColleagueInvited(actor_id=actor.pk, subject_id=row.pk, invitation_id=invitation.pk))
    return invitation


@transaction.atomic
def accept_invitation(*, actor: Member, invitation: Invitation) -> Organisation:
    """Come in by the link of an invitation, which then is spent.

    Raises Refused with what to do when the link is spent, ended or too old.
    """
    organisation = locked(invitation.organisation)
    row = Invitation.objects.get(pk=invitation.pk)
    if row.accepted_at and is_among(actor, organisation):
        return organisation
    require_open(row, organisation)
    add_person(actor=actor, organisation=organisation, member=actor, role=row.role)
    row.accepted_at = timezone.now()
    row.save(update_fields=["accepted_at"])
    record(InvitationAccepted(actor_id=actor.pk, subject_id=organisation.pk, invitation_id=row.pk))
    return organisation


def require_open(invitation: Invitation, organisation: Organisation) -> None:
    if invitation.accepted_at:
        raise Refused(_("This invitation was used already. Ask the managers for a new one."))
    if invitation.ended_at or not is_open(organisation):
        raise Refused(_("This invitation was withdrawn. Ask the managers for a new one."))
    if invitation.expires_at <= timezone.now():
        raise Refused(_("This invitation is too old. Ask the managers for a new one."))


@transaction.atomic
def decline_invitation(*, invitation: Invitation) -> None:
    """End it by the holder of the link, who needs no account for that."""
    _end(None, invitation)


@transaction.atomic
def withdraw_invitation(*, actor: Member, invitation: Invitation) -> None:
    require(may_manage(actor, invitation.organisation), _("Only the managers can withdraw it."))
    _end(actor, invitation)


def _end(actor: Member | None, invitation: Invitation) -> None:
    ended = Invitation.objects.filter(pk=invitation.pk, ended_at=None, accepted_at=None).update(
        ended_at=timezone.now()
    )
    if ended:
        record(
            InvitationEnded(
                actor_id=actor.pk if actor else None,
                subject_id=invitation.organisation_id,
                invitation_id=invitation.pk,
            )
        )


@transaction.atomic
def forget_invitations() -> int:
    """Delete what is left of invitations a month after they could last be used."""
    gone, _rows = Invitation.objects.filter(
        expires_at__lt=timezone.now() - timedelta(days=30)
    ).delete()
    return gone
