"""Open accounts, and confirm that a mailbox belongs to who opened one."""

import secrets
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone

from sme4smartcities.accounts.facts import MemberConfirmed, MemberRegistered
from sme4smartcities.accounts.models import Member, Profile
from sme4smartcities.accounts.services.terms import accept_terms
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.bounces import address_works
from sme4smartcities.core.policies import Actor


@dataclass(frozen=True, kw_only=True)
class Registration:
    """What the one form of registration asks. Who sends it agrees to the terms."""

    email: str
    name: str
    password: str | None
    language: str = "en"
    organisation_name: str = ""


@transaction.atomic
def register(registration: Registration) -> Member:
    """Open an account whose owner has yet to prove the mailbox. The address must be free."""
    member = Member.objects.create_user(
        registration.email,
        registration.password,
        name=registration.name,
        language=registration.language,
        organisation_name=registration.organisation_name,
    )
    Profile.objects.create(member=member)
    EmailAddress.objects.create(user=member, email=member.email, primary=True, verified=False)
    accept_terms(actor=member)
    record(MemberRegistered(actor_id=member.pk, subject_id=member.pk))
    return member


def rehearse(registration: Registration) -> None:
    """Do all the work of a registration and keep nothing of it.

    Somebody who registers an address that is known already must wait as long as anybody else:
    the time of the answer is an answer too.
    """
    with transaction.atomic():
        register(
            Registration(
                email=f"{secrets.token_hex(12)}@rehearsal.invalid",
                name=registration.name,
                password=registration.password,
                language=registration.language,
                organisation_name=registration.organisation_name,
            )
        )
        transaction.set_rollback(True)


@transaction.atomic
def confirm_mailbox(member: Member) -> None:
    """Note that mail to the member's address reaches the member."""
    EmailAddress.objects.filter(user=member, email=member.email).update(verified=True)
    address_works(member.email)
    if member.confirmed_at is None:
        member.confirmed_at = timezone.now()
        member.save(update_fields=["confirmed_at"])
        record(MemberConfirmed(actor_id=member.pk, subject_id=member.pk))


@transaction.atomic
def admit(*, actor: Actor, registration: Registration) -> Member:
    """Open a confirmed account at once: commands, imports and the demo know the person otherwise."""
    member = register(registration)
    confirm_mailbox(member)
    return member
