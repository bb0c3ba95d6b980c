"""Make a contact of a row of text, or say in sentences why it cannot be made."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.exchange.cells import (
    Known,
    Problem,
    Reading,
    day,
    language_code,
    line,
    listed,
    one_of,
    told,
    whole,
)
from sme4smartcities.organisations.models import Contact, Layer, Organisation, State
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.queries.contacts import known_roles, suppressed_among
from sme4smartcities.organisations.services.contacts import ContactValues
from sme4smartcities.organisations.suppression import normalised

MOST = {
    "organisation": 200,
    "function": 150,
    "name": 150,
    "email": 254,
    "address": 300,
    "source": 300,
    "notes": 1000,
}


@dataclass(frozen=True)
class ContactDraft:
    """A row as it would be entered; without ``values`` when something must be put right first.

    ``unwanted``: the owner of the address said no, so nothing of the row may be kept.
    """

    values: ContactValues | None
    problems: list[Problem] = field(default_factory=list)
    audiences: Sequence[str] = ()
    unwanted: bool = False


class Desk:
    """What a batch of rows names: organisations, legal bases, roles, addresses to keep away."""

    def __init__(self) -> None:
        self.bases = Known(["legal_basis"])
        self.roles = known_roles()
        self._by_name: dict[str, list[Organisation]] = {}
        self._by_number: dict[int, Organisation] = {}
        self._unwanted: set[str] = set()

    def look_up(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Fetch what these rows name. Three queries, whatever their number."""
        rows = list(rows)
        living = Organisation.objects.exclude(state=State.MERGED)
        keys = {core_name(row.get("organisation", ""))[:200] for row in rows} - {""}
        self._by_name = {}
        for organisation in living.filter(sort_key__in=keys):
            self._by_name.setdefault(organisation.sort_key, []).append(organisation)
        numbers = [row.get("organisation_number", "").strip() for row in rows]
        wanted = [int(n) for n in numbers if n.isascii() and n.isdigit() and len(n) < 10]
        self._by_number = living.in_bulk(wanted)
        self._unwanted = suppressed_among([address_in(row) for row in rows])

    def organisation(self, values: Mapping[str, str]) -> Organisation | None:
        """Give the organisation of a row, by its number if that stands there, else by its name."""
        number = values.get("organisation_number", "").strip()
        if number:
            return self._checked(self._by_number.get(whole(number)))
        name = values.get("organisation", "")
        found = self._by_name.get(core_name(name)[:200], []) if name.strip() else []
        if len(found) > 1:
            numbers = ", ".join(str(one.pk) for one in found)
            raise Refused(
                _("Several organisations are called so. Write the number of one: %(numbers)s.")
                % {"numbers": numbers}
            )
        return self._checked(found[0] if found else None) if name.strip() else None

    def _checked(self, found: Organisation | None) -> Organisation:
        if found is None:
            raise Refused(_("We have no such organisation. Enter it first, then its contacts."))
        if found.layer == Layer.RECORD:
            raise Refused(_("The record of the closed programme holds no persons."))
        return found

    def is_unwanted(self, values: Mapping[str, str]) -> bool:
        return address_in(values) in self._unwanted


def address_in(values: Mapping[str, str]) -> str:
    return normalised(values.get("email", ""))


def drafted(values: Mapping[str, str], desk: Desk, texts_in: str) -> ContactDraft:
    """Read a row: code of column → cell. Every problem of the row is told, not the first alone."""
    if desk.is_unwanted(values):
        text = _("Whoever has this address asked never to be kept or written to. Leave it out.")
        return ContactDraft(None, [{"column": "email", "text": text}], unwanted=True)
    reading = _Reading(values, desk, texts_in)
    read, audiences = reading.contact(), reading.audiences()
    if reading.problems or read is None:
        return ContactDraft(None, reading.problems)
    return ContactDraft(read, [], audiences)


class _Reading(Reading):
    most = MOST

    def __init__(self, values: Mapping[str, str], desk: Desk, texts_in: str) -> None:
        super().__init__(values)
        self.desk, self.texts_in = desk, texts_in

    def contact(self) -> ContactValues | None:
        organisation = self._organisation()
        needed = {
            "function": self.cell("function", line),
            "source": self.cell("source", line),
            "legal_basis": self.cell("legal_basis", self._basis),
            "collected_on": self.cell("collected_on", day),
            "expires_on": self.cell("expires_on", day),
        }
        for code, value in needed.items():
            self.need(code, value)
        free = {
            "name": self.cell("name", line) or "",
            "email": self.cell("email", _email) or "",
            "address": self.cell("address", line) or "",
            "language": self.cell("language", language_code) or self.texts_in,
            "notes": self.cell("notes", str) or "",
        }
        if self.problems or organisation is None:
            return None
        values = ContactValues(organisation=organisation, **needed, **free)  # type: ignore[arg-type]
        self._check(values)
        return values

    def _organisation(self) -> Organisation | None:
        try:
            found = self.desk.organisation(self.values)
        except Refused as refused:
            self.problem("organisation", str(refused.message))
            return None
        self.need("organisation", found)
        return found

    def _basis(self, text: str) -> object:
        return self.desk.bases.term("legal_basis", text)

    def _check(self, values: ContactValues) -> None:
        """Ask the contact itself what is wrong with days and reach."""
        contact = Contact(**vars(values))
        try:
            contact.clean_fields(exclude=("organisation", "legal_basis"))
            contact.clean()
        except ValidationError as error:
            named = error.message_dict if hasattr(error, "error_dict") else {}
            self.problems += told(named or {"email": error.messages})

    def audiences(self) -> list[str]:
        read = self.cell("roles", lambda text: [one_of(r, self.desk.roles) for r in _roles(text)])
        return list(read or ())


def _roles(text: str) -> list[str]:
    """Take roles apart, which hold no spaces."""
    return [role for part in listed(text) for role in part.split()]


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Refused(_("Write an e-mail address, for example office@city.example.")) from error
    return text.lower()
