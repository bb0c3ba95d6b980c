"""Find the Example's accounts and organisations by the keys of their content."""

from sme4smartcities.accounts.models import Member
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Organisation


class Cast:
    """Everybody who may act in the Example."""

    def __init__(self, ledger: Ledger) -> None:
        self._members = ledger.of("member")
        self._organisations = ledger.of("organisation")

    def member(self, key: str) -> Member:
        member: Member = Member.objects.get(pk=self._members[key])
        return member

    def organisation(self, key: str) -> Organisation:
        return Organisation.objects.get(pk=self._organisations[key])

    def organisations(self) -> dict[str, Organisation]:
        rows = Organisation.objects.in_bulk(self._organisations.values())
        return {key: rows[number] for key, number in self._organisations.items()}
