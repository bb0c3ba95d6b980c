"""Which rows of a table look like an organisation that we have, or like an earlier row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from sme4smartcities.organisations.exchange.drafting import Draft
from sme4smartcities.organisations.models import EmailDomain, Organisation, State

Twin = dict[str, Any]  # reason, a code; organisation or contact: id, or row: number


@dataclass
class Earlier:
    """What the rows before this one have taken: reason and value → row number."""

    rows: dict[tuple[str, str], int] = field(default_factory=dict)

    def twins_of(self, number: int, marks: Iterable[tuple[str, str]]) -> list[Twin]:
        found = []
        for reason, value in marks:
            first = self.rows.setdefault((reason, value), number)
            if first != number:
                found.append({"reason": reason, "row": first})
        return found


def marks(draft: Draft) -> Iterable[tuple[str, str]]:
    """Give what tells an organisation: its name in its territory, its website, its domains."""
    if draft.entry is None:
        return
    row = draft.entry.row
    yield "name", f"{row.sort_key}|{row.territory_id or ''}"
    if row.website_host:
        yield "website", row.website_host
    for domain in draft.domains:
        yield "domain", domain


def twins_of(drafts: Mapping[int, Draft]) -> dict[int, list[Twin]]:
    """Compare a batch with what we have. Two queries, whatever the batch's size."""
    made = {number: draft for number, draft in drafts.items() if draft.entry}
    rows = [draft.entry.row for draft in made.values() if draft.entry]
    names = {row.sort_key for row in rows}
    hosts = {row.website_host for row in rows} - {""}
    domains = {domain for draft in made.values() for domain in draft.domains}
    ours = (
        Organisation.objects.exclude(state=State.MERGED)
        .filter(Q(sort_key__in=names) | Q(website_host__in=hosts | domains))
        .only("pk", "sort_key", "territory_id", "website_host")
    )
    by_domain = dict(
        EmailDomain.objects.filter(domain__in=hosts | domains)
        .exclude(organisation__state=State.MERGED)
        .values_list("domain", "organisation_id")
    )
    known = _Known(ours, by_domain)
    return {number: known.twins(draft) for number, draft in made.items()}


class _Known:
    def __init__(self, ours: Iterable[Organisation], by_domain: Mapping[str, int]) -> None:
        self.by_name: dict[str, list[Organisation]] = defaultdict(list)
        self.by_host: dict[str, int] = {}
        self.by_domain = by_domain
        for organisation in ours:
            self.by_name[organisation.sort_key].append(organisation)
            if organisation.website_host:
                self.by_host.setdefault(organisation.website_host, organisation.pk)

    def twins(self, draft: Draft) -> list[Twin]:
        assert draft.entry is not None
        row = draft.entry.row
        found = [
            {"reason": "name", "organisation": same.pk}
            for same in self.by_name[row.sort_key]
            if not (same.territory_id and row.territory_id) or same.territory_id == row.territory_id
        ]
        if row.website_host in self.by_host:
            found.append({"reason": "website", "organisation": self.by_host[row.website_host]})
        found += [
            {"reason": "domain", "organisation": self.by_domain[domain]}
            for domain in _all_domains(row, draft.domains)
            if domain in self.by_domain
        ]
        return found


def _all_domains(row: Organisation, domains: Sequence[str]) -> Iterable[str]:
    return dict.fromkeys([*domains, *([row.website_host] if row.website_host else [])])
