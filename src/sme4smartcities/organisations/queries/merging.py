"""What two entries for one organisation say, side by side, and what a merged one said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import (
    Contact,
    Conversation,
    JoinRequest,
    Organisation,
    State,
)
from sme4smartcities.organisations.policies import is_coordinator
from sme4smartcities.organisations.queries.organisations import statements_of, where_is
from sme4smartcities.vocabularies.queries import term_with_id


@dataclass(frozen=True)
class Compared:
    """One thing that either entry says."""

    label: Message
    goes: str
    stays: str


def _kind(row: Organisation) -> str:
    held = term_with_id(row.kind_id)
    return held.label if held else ""


SAID: dict[Message, Callable[[Organisation], str]] = {
    _("Name"): lambda row: row.name,
    _("Type"): _kind,
    _("Place"): lambda row: " · ".join(where_is(row)),
    _("Website"): lambda row: row.website_host,
    _("Address of the office"): lambda row: row.address,
    _("In one sentence"): lambda row: shown(row.summary).text,
}


def compared(old: Organisation, new: Organisation) -> list[Compared]:
    """Give what at least one of them says, and how much hangs on either. Twelve queries."""
    said = [Compared(label, say(old), say(new)) for label, say in SAID.items()]
    one, other = statements_of(old), statements_of(new)
    for label, goes, stays in (
        (_("Fields"), one.domains, other.domains),
        (_("Procurement codes (CPV)"), one.codes, other.codes),
        (_("Offers"), one.offers, other.offers),
        (_("Looks for"), one.needs, other.needs),
    ):
        said.append(Compared(label, _list(goes), _list(stays)))
    said += [Compared(label, str(count(old)), str(count(new))) for label, count in HOLDINGS.items()]
    return [line for line in said if line.goes or line.stays]


def _list(labels: Iterable[str]) -> str:
    return " · ".join(labels)


def _people(row: Organisation) -> int:
    held = Role.objects.filter(scope_kind="organisation", scope_id=row.pk)
    return held.values("member").distinct().count()


HOLDINGS: dict[Message, Callable[[Organisation], int]] = {
    _("People"): _people,
    _("Messages"): lambda row: Conversation.objects.filter(organisation=row).count(),
    _("Contacts"): lambda row: Contact.objects.filter(organisation=row).count(),
}


def holdings_of(row: Organisation) -> dict[str, tuple[int, ...]]:
    """Give the ids of what moves with an entry, for the journal."""
    held = Role.objects.filter(scope_kind="organisation", scope_id=row.pk)
    waiting = JoinRequest.objects.filter(organisation=row)
    talk = Conversation.objects.filter(organisation=row)
    contacts = Contact.objects.filter(organisation=row)
    return {
        "people": tuple(sorted(set(held.values_list("member", flat=True)))),
        "requests": tuple(waiting.order_by("pk").values_list("pk", flat=True)),
        "conversations": tuple(talk.order_by("pk").values_list("pk", flat=True)),
        "contacts": tuple(contacts.order_by("pk").values_list("pk", flat=True)),
    }


def entries_merged_into(actor: Actor, organisation: Organisation) -> QuerySet[Organisation]:
    """Give the entries that went into this one, to the coordinator."""
    return _merged(actor).filter(merged_into=organisation).order_by("pk")


def merged_entry(actor: Actor, number: int) -> Organisation | None:
    rows = _merged(actor).select_related("merged_into", "place", "logo")
    return rows.filter(pk=number).first()


def _merged(actor: Actor) -> QuerySet[Organisation]:
    rows = Organisation.objects.filter(state=State.MERGED)
    return rows if is_coordinator(actor) else rows.none()
