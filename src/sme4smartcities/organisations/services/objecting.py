"""A contact says no by the link of a mail, without an account, once and for all."""

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.organisations.facts import ContactErased, ContactObjected
from sme4smartcities.organisations.models import Contact, Suppressed
from sme4smartcities.organisations.services.suppressing import suppress_digest
from sme4smartcities.organisations.suppression import digest, digests, keys

SALT = "organisations.objection"


def objection_token(contact: Contact) -> str:
    """Make the word of the link. It carries the address's hash, so that it works when the contact
    is long deleted; it never expires, and is signed with a key that is never retired."""
    return signing.dumps([contact.pk, digest(contact.email)], key=keys()[0], salt=SALT)


def read_token(token: str) -> tuple[int, str]:
    """Read a link's word. Raises Refused with what to do when it is broken."""
    try:
        number, hashed = signing.loads(token, key=keys()[0], salt=SALT, fallback_keys=[*keys()[1:]])
    except (signing.BadSignature, ValueError) as error:
        raise Refused(
            _("This link is incomplete. Copy it whole from the mail, or answer the mail.")
        ) from error
    return int(number), str(hashed)


@transaction.atomic
def object_by_link(*, token: str) -> None:
    """Delete the contact and keep the address away; a second click changes nothing."""
    number, hashed = read_token(token)
    suppress_digest(actor=None, hashed=hashed, reason=Suppressed.Reason.OBJECTED)
    for row in _holders(number, hashed):
        record(ContactObjected(actor_id=None, subject_id=row.pk))
        record(ContactErased(actor_id=None, subject_id=row.pk, why="objected"))
        row.delete()


def _holders(number: int, hashed: str) -> list[Contact]:
    """Find every contact with the address that the hash was made of, under whichever key."""
    row = Contact.objects.filter(pk=number).first()
    if row and hashed in digests(row.email):
        return list(Contact.objects.filter(email__iexact=row.email))
    held = Contact.objects.exclude(email="")
    return [one for one in held.iterator(1000) if hashed in digests(one.email)]
