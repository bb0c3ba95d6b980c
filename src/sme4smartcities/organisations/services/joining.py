"""A member asks to be among an organisation's people, and a manager answers."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.facts import (
    JoinAccepted,
    JoinDeclined,
    JoinRequested,
    JoinWithdrawn,
)
from sme4smartcities.organisations.links import link, link_to
from sme4smartcities.organisations.models import JoinRequest, Organisation
from sme4smartcities.organisations.policies import is_among, may_ask_to_join, may_manage
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.organisations.services.people import add_person, locked

REQUESTS_A_DAY = 10

Waiting = JoinRequest.State.WAITING


@transaction.atomic
def ask_to_join(*, actor: Member, organisation: Organisation, message: str = "") -> JoinRequest:
    """Ask the managers, who get a mail; asking twice gives the first request."""
    row = locked(organisation)
    require(may_ask_to_join(actor, row), _("You cannot ask to join this organisation."))
    waiting = JoinRequest.objects.filter(organisation=row, member=actor, state=Waiting).first()
    if waiting:
        return waiting
    limits.take("join-request", key=str(actor.pk), limit=REQUESTS_A_DAY, per=86400)
    managers = list(managers_of(row))
    if not managers:
        raise Refused(
            _("Nobody manages this organisation yet, so nobody can answer. Take charge of it.")
        )
    request = JoinRequest.objects.create(
        organisation=row, member=actor, message=message.strip()[:500]
    )
    for manager in managers:
        send_mail(
            to=manager.email,
            template="organisations/mail/join_request",
            context={
                "name": actor.name,
                "organisation": row.name,
                "message": request.message,
                "link": link("organisations:people", row.pk, language=manager.language),
            },
            language=manager.language,
            key=f"join-request:{request.pk}:{manager.pk}",
        )
    record(JoinRequested(actor_id=actor.pk, subject_id=row.pk, member_id=actor.pk))
    return request


@transaction.atomic
def withdraw_request(*, actor: Member, request: JoinRequest) -> JoinRequest:
    row = _waiting(request)
    require(row.member_id == actor.pk, _("Only the person who asked can withdraw the request."))
    if row.state == JoinRequest.State.WITHDRAWN:
        return row
    _require_waiting(row)
    _decide(row, JoinRequest.State.WITHDRAWN)
    record(
        JoinWithdrawn(actor_id=actor.pk, subject_id=row.organisation_id, member_id=row.member_id)
    )
    return row


@transaction.atomic
def accept_request(*, actor: Member, request: JoinRequest) -> JoinRequest:
    """Let the person in, as member; a mail tells."""
    row = _waiting(request)
    require(may_manage(actor, row.organisation), _("Only the managers can answer a request."))
    if row.state == JoinRequest.State.ACCEPTED:
        return row
    _require_waiting(row)
    _decide(row, JoinRequest.State.ACCEPTED)
    if not is_among(row.member, row.organisation):
        add_person(actor=actor, organisation=row.organisation, member=row.member, role="member")
    _tell_answer(row, "join_accepted")
    record(JoinAccepted(actor_id=actor.pk, subject_id=row.organisation_id, member_id=row.member_id))
    return row


@transaction.atomic
def decline_request(*, actor: Member, request: JoinRequest) -> JoinRequest:
    row = _waiting(request)
    require(may_manage(actor, row.organisation), _("Only the managers can answer a request."))
    if row.state == JoinRequest.State.DECLINED:
        return row
    _require_waiting(row)
    _decide(row, JoinRequest.State.DECLINED)
    _tell_answer(row, "join_declined")
    record(JoinDeclined(actor_id=actor.pk, subject_id=row.organisation_id, member_id=row.member_id))
    return row


def _waiting(request: JoinRequest) -> JoinRequest:
    locked(request.organisation)
    return JoinRequest.objects.select_related("organisation", "member").get(pk=request.pk)


def _require_waiting(row: JoinRequest) -> None:
    if row.state != Waiting:
        raise Refused(
            _("This request was answered already: %(state)s.") % {"state": row.get_state_display()}
        )


def _decide(row: JoinRequest, state: JoinRequest.State) -> None:
    row.state, row.decided_at = state, timezone.now()
    row.save(update_fields=["state", "decided_at"])


def _tell_answer(row: JoinRequest, template: str) -> None:
    member = row.member
    send_mail(
        to=member.email,
        template=f"organisations/mail/{template}",
        context={
            "organisation": row.organisation.name,
            "link": link_to(row.organisation, language=member.language),
        },
        language=member.language,
        key=f"{template}:{row.pk}",
    )
