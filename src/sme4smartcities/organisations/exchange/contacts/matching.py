"""Which rows of a table look like a contact that we have: the same address, or the same function."""

from collections.abc import Iterable, Mapping

from django.db.models import Q

from sme4smartcities.organisations.exchange.contacts.drafting import ContactDraft
from sme4smartcities.organisations.exchange.matching import Twin
from sme4smartcities.organisations.models import Contact
from sme4smartcities.organisations.names import fold


def marks(draft: ContactDraft) -> Iterable[tuple[str, str]]:
    """Give what tells a contact: its address, its function in its organisation."""
    if draft.values is None:
        return
    if draft.values.email:
        yield "email", draft.values.email
    yield "function", f"{draft.values.organisation.pk}|{fold(draft.values.function)}"


def twins_of(drafts: Mapping[int, ContactDraft]) -> dict[int, list[Twin]]:
    """Compare a batch with what we have. One query, whatever the batch's size."""
    read = [draft.values for draft in drafts.values() if draft.values]
    addresses = {values.email for values in read} - {""}
    organisations = {values.organisation.pk for values in read}
    ours: dict[tuple[str, str], int] = {}
    rows = Contact.objects.filter(Q(email__in=addresses) | Q(organisation__in=organisations))
    for contact in rows.only("pk", "email", "organisation_id", "function").order_by("pk"):
        if contact.email:
            ours.setdefault(("email", contact.email), contact.pk)
        function = f"{contact.organisation_id}|{fold(contact.function)}"
        ours.setdefault(("function", function), contact.pk)
    return {
        number: [
            {"reason": reason, "contact": ours[reason, value]}
            for reason, value in marks(draft)
            if (reason, value) in ours
        ]
        for number, draft in drafts.items()
    }
