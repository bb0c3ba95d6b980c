"""Who said no stays away: from the database, from imports, and after a restore."""

from django.db import transaction

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.facts import AddressSuppressed, ContactErased
from sme4smartcities.organisations.models import Contact, Suppressed
from sme4smartcities.organisations.suppression import digest, digests, write_down, written_down


def suppress(*, actor: Actor | None, address: str, reason: Suppressed.Reason) -> None:
    suppress_digest(actor=actor, hashed=digest(address), reason=reason)


@transaction.atomic
def suppress_digest(*, actor: Actor | None, hashed: str, reason: Suppressed.Reason) -> None:
    """Keep an address away by its hash; the file is written first, so that it never lags behind."""
    _row, new = Suppressed.objects.get_or_create(digest=hashed, defaults={"reason": reason})
    if new:
        write_down([hashed])
        record(AddressSuppressed(actor_id=actor.pk if actor else None, subject_id=0))


@transaction.atomic
def obey_after_restore() -> int:
    """Put back what the file knows and an older backup does not; delete whom it revived."""
    known = set(Suppressed.objects.values_list("digest", flat=True))
    missing = sorted(set(written_down()) - known)
    Suppressed.objects.bulk_create(
        (Suppressed(digest=one, reason=Suppressed.Reason.OBJECTED) for one in missing),
        batch_size=500,
    )
    known.update(missing)
    gone = 0
    for contact in Contact.objects.exclude(email="").iterator(1000):
        if known.intersection(digests(contact.email)):
            record(ContactErased(actor_id=None, subject_id=contact.pk, why="suppressed"))
            contact.delete()
            gone += 1
    return gone


def bring_ledger_up_to_date() -> int:
    """Write into the file what only the database knows, as after a move to another machine."""
    held = set(written_down())
    missing = [
        one for one in Suppressed.objects.values_list("digest", flat=True) if one not in held
    ]
    if missing:
        write_down(missing)
    return len(missing)
