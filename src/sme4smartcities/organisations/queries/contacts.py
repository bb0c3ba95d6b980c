"""Contacts as their readers see them, and who must not become one."""

from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import (
    NOTICE_WITHIN,
    Contact,
    ContactAudience,
    Organisation,
    Suppressed,
)
from sme4smartcities.organisations.suppression import digests, is_readable, written_down

PLATFORM_ONLY = ("coordinator", "operator")
NOTICE_EARLY = timedelta(days=9)  # mails leave this long before the month is over


def is_suppressed(address: str) -> bool:
    return bool(address) and Suppressed.objects.filter(digest__in=digests(address)).exists()


def suppressed_among(addresses: list[str]) -> set[str]:
    """Give those of many addresses that must not be kept, in one query for each 500."""
    by_digest = {one: address for address in addresses if address for one in digests(address)}
    hashes = list(by_digest)
    found: set[str] = set()
    for start in range(0, len(hashes), 500):
        rows = Suppressed.objects.filter(digest__in=hashes[start : start + 500])
        found.update(by_digest[one] for one in rows.values_list("digest", flat=True))
    return found


def unreadable_suppressions() -> list[str]:
    """Name the keys of which hashes are held in the database or the file, and which are not here."""
    held = (*Suppressed.objects.values_list("digest", flat=True), *written_down())
    return sorted({one.partition(":")[0] for one in held if not is_readable(one)})


def contacts_for(actor: Actor) -> QuerySet[Contact]:
    """What the actor may see, by organisation and function."""
    return (
        Contact.objects.visible_to(actor)
        .select_related("organisation", "legal_basis")
        .prefetch_related(Prefetch("audiences", ContactAudience.objects.order_by("role")))
        .order_by("organisation__sort_key", "function", "pk")
    )


def contacts_of(actor: Actor, organisation: Organisation) -> list[Contact]:
    return list(contacts_for(actor).filter(organisation=organisation)[:50])


def contacts_after(actor: Actor, after: int, limit: int) -> list[Contact]:
    """Give the next contacts by number, for programs that read them all."""
    return list(contacts_for(actor).filter(pk__gt=after).order_by("pk")[:limit])


def contact_for(actor: Actor, number: int) -> Contact | None:
    return contacts_for(actor).filter(pk=number).first()


def known_roles() -> list[str]:
    """Give the roles that exist beside those that see everything anyway."""
    held = Role.objects.exclude(role__in=PLATFORM_ONLY).values_list("role", flat=True).distinct()
    return sorted({"manager", "member", *held})


def notices_to_mail(today: date | None = None) -> QuerySet[Contact]:
    """Contacts with an e-mail address whose notice should leave now."""
    day = (today or timezone.localdate()) - NOTICE_WITHIN + NOTICE_EARLY
    return Contact.objects.filter(noticed_at=None, collected_on__lte=day).exclude(email="")


def notices_by_post() -> QuerySet[Contact]:
    """Contacts that only a letter reaches and that wait for it, the most urgent first."""
    rows = Contact.objects.filter(noticed_at=None, email="")
    return rows.select_related("organisation").order_by("collected_on", "pk")


def expired_contacts(today: date | None = None) -> QuerySet[Contact]:
    return Contact.objects.filter(expires_on__lte=today or timezone.localdate())


HEADER = (
    "organisation_number", "organisation", "function", "name", "email", "address", "language", "source", "legal_basis",
    "collected_on", "expires_on", "told_on", "invited_on", "roles", "notes",
)  # fmt: skip


def row_of(contact: Contact) -> list[str]:
    """Write a contact as a row of an export, under HEADER."""
    return [
        str(contact.organisation_id),
        contact.organisation.name,
        contact.function,
        contact.name,
        contact.email,
        contact.address,
        contact.language,
        contact.source,
        contact.legal_basis.code,
        contact.collected_on.isoformat(),
        contact.expires_on.isoformat(),
        contact.noticed_at.date().isoformat() if contact.noticed_at else "",
        contact.invited_at.date().isoformat() if contact.invited_at else "",
        " ".join(audience.role for audience in contact.audiences.all()),
        contact.notes,
    ]
