"""Contacts: entered with a reason and an end, told within a month, asked to join once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.facts import (
    ContactAdded,
    ContactEdited,
    ContactErased,
    ContactInvited,
    ContactNoticed,
    ContactsExported,
)
from sme4smartcities.organisations.models import (
    Contact,
    ContactAudience,
    Layer,
    Organisation,
    Suppressed,
)
from sme4smartcities.organisations.policies import may_keep_contacts
from sme4smartcities.organisations.queries.contacts import (
    expired_contacts,
    is_suppressed,
    notices_to_mail,
)
from sme4smartcities.organisations.services.letters import write_invitation, write_notice
from sme4smartcities.organisations.services.suppressing import suppress
from sme4smartcities.vocabularies.models import Term

ONLY_COORDINATOR = _("Only the coordinator keeps contacts.")


@dataclass(frozen=True, kw_only=True)
class ContactValues:
    organisation: Organisation
    function: str
    source: str
    legal_basis: Term
    collected_on: date
    expires_on: date
    name: str = ""
    email: str = ""
    address: str = ""
    language: str = "en"
    notes: str = ""


@transaction.atomic
def add_contact(*, actor: Actor, values: ContactValues, audiences: Sequence[str] = ()) -> Contact:
    """Keep a contact. Raises Refused for an address whose owner said no."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    _check(values)
    contact = Contact(**_columns(values))
    contact.full_clean()
    contact.save()
    _write_audiences(contact, audiences)
    record(ContactAdded(actor_id=actor.pk, subject_id=contact.pk))
    return contact


@transaction.atomic
def edit_contact(
    *,
    actor: Actor,
    contact: Contact,
    values: ContactValues,
    audiences: Sequence[str] = (),
    revision: int | None = None,
) -> Contact:
    """Change a contact; a new address has not been told yet."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    _check(values)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    columns = _columns(values)
    row.turn_page(revision, {name: str(value) for name, value in columns.items()})
    if values.email.casefold() != row.email.casefold():
        row.noticed_at = row.invited_at = None
    for name, value in columns.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    _write_audiences(row, audiences)
    record(ContactEdited(actor_id=actor.pk, subject_id=row.pk))
    return row


def _columns(values: ContactValues) -> dict[str, object]:
    columns = {part.name: getattr(values, part.name) for part in fields(values)}
    columns["email"] = values.email.strip().lower()
    return columns


def _check(values: ContactValues) -> None:
    if values.organisation.layer == Layer.RECORD:
        raise Refused(_("The record of the closed programme holds no persons."))
    if is_suppressed(values.email):
        raise Refused(
            _("Whoever has this address asked never to be kept or written to. Leave it out.")
        )


def _write_audiences(contact: Contact, roles: Sequence[str]) -> None:
    ContactAudience.objects.filter(contact=contact).delete()
    ContactAudience.objects.bulk_create(
        ContactAudience(contact=contact, role=role) for role in sorted(set(roles))
    )


@transaction.atomic
def invite_contact(*, actor: Actor, contact: Contact) -> Contact:
    """Ask once to join. The notice goes with it, since this may be the first contact."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    row = Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    if row.invited_at:
        raise Refused(_("This contact was invited already, and is invited only once."))
    if not row.email:
        raise Refused(_("There is no e-mail address to invite."))
    write_invitation(row)
    first = row.noticed_at is None
    row.invited_at = timezone.now()
    row.noticed_at = row.noticed_at or row.invited_at
    row.save(update_fields=["invited_at", "noticed_at"])
    record(ContactInvited(actor_id=actor.pk, subject_id=row.pk))
    if first:
        record(ContactNoticed(actor_id=actor.pk, subject_id=row.pk, by="mail"))
    return row


@transaction.atomic
def note_letter(*, actor: Actor, contact: Contact) -> Contact:
    """Note that the notice was sent by post."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    if not row.noticed_at:
        row.noticed_at = timezone.now()
        row.save(update_fields=["noticed_at"])
        record(ContactNoticed(actor_id=actor.pk, subject_id=row.pk, by="post"))
    return row


def send_due_notices() -> int:
    """Send the notices whose month is running out, each in its own transaction."""
    sent = 0
    for number in notices_to_mail().values_list("pk", flat=True):
        sent += _send_notice(number)
    return sent


@transaction.atomic
def _send_notice(number: int) -> bool:
    row = Contact.objects.select_for_update().filter(pk=number, noticed_at=None).first()
    if row is None:
        return False
    write_notice(row)
    row.noticed_at = timezone.now()
    row.save(update_fields=["noticed_at"])
    record(ContactNoticed(actor_id=None, subject_id=row.pk, by="mail"))
    return True


@transaction.atomic
def delete_contact(*, actor: Actor, contact: Contact) -> None:
    """Delete a contact that is not needed any more."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    _delete(actor, contact, "cleared")


@transaction.atomic
def forget_contact(*, actor: Actor, contact: Contact) -> None:
    """Delete a contact who asked for it, and never keep or write to the address again."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    if contact.email:
        suppress(actor=actor, address=contact.email, reason=Suppressed.Reason.ERASED)
    _delete(actor, contact, "asked")


def _delete(actor: Actor, contact: Contact, why: str) -> None:
    number = contact.pk
    gone, _rows = Contact.objects.filter(pk=number).delete()
    if gone:
        record(ContactErased(actor_id=actor.pk, subject_id=number, why=why))


@transaction.atomic
def keep_address_away(*, actor: Actor, address: str) -> None:
    """Keep an address away that asked by other means, and delete its contacts."""
    require(may_keep_contacts(actor), ONLY_COORDINATOR)
    suppress(actor=actor, address=address, reason=Suppressed.Reason.ERASED)
    for contact in Contact.objects.filter(email__iexact=address.strip()):
        _delete(actor, contact, "asked")


@transaction.atomic
def expire_contacts() -> int:
    """Delete what has reached its end; give how many contacts."""
    rows = list(expired_contacts()[:500])
    for row in rows:
        record(ContactErased(actor_id=None, subject_id=row.pk, why="expired"))
    Contact.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


@transaction.atomic
def record_export(*, actor: Actor, contacts: int, format: str) -> None:
    """Note who took the contacts out, how many and as what; refuse everybody else."""
    require(may_keep_contacts(actor), _("Only the coordinator can export contacts."))
    record(ContactsExported(actor_id=actor.pk, subject_id=0, contacts=contacts, format=format))
