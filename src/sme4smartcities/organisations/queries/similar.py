"""Which existing organisations may be the one that somebody is about to register."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import EmailDomain, NameKey, Organisation
from sme4smartcities.organisations.names import domain_of, host_of, keys_of, likeness

ENOUGH_ALIKE = 0.55
CANDIDATES = 60
COMMON = 400  # a word in more names than this says little; it counts only beside others


@dataclass(frozen=True)
class Similar:
    """An organisation like the one described, and why: ``name``, ``website``, ``domain``."""

    organisation: Organisation
    reasons: tuple[str, ...]
    likeness: float


def similar_to(
    actor: Actor,
    *,
    names: Iterable[str],
    website: str = "",
    domains: Iterable[str] = (),
    apart_from: int | None = None,
    limit: int = 5,
) -> list[Similar]:
    """Give what the actor may see of them, the likest first. Six queries, at any number of rows."""
    given = [name for name in names if name.strip()]
    hosts = {host_of(website)} - {""}
    held = {domain_of(f"@{domain}") for domain in domains} - {""}
    by_domain = set(
        EmailDomain.objects.filter(domain__in=held | hosts).values_list("organisation", flat=True)[
            :CANDIDATES
        ]
    )
    rows = (
        Organisation.objects.visible_to(actor)
        .filter(
            Q(pk__in=_sharing_words(given)) | Q(pk__in=by_domain) | Q(website_host__in=hosts | held)
        )
        .exclude(pk=apart_from or 0)
        .select_related("kind", "territory")[: 2 * CANDIDATES]
    )
    found = [_judged(row, given, hosts | held, row.pk in by_domain) for row in rows]
    alike = [one for one in found if one.reasons]
    return sorted(alike, key=lambda one: (-one.likeness, one.organisation.sort_key))[:limit]


def _sharing_words(names: list[str]) -> list[int]:
    """Give the ids with most words in common, by the rarer words when there are rare ones."""
    keys = keys_of(names)
    rows = NameKey.objects.filter(key__in=keys)
    weights = dict(rows.values_list("key").annotate(n=Count("pk")))
    telling = [key for key, count in weights.items() if count <= COMMON] or list(weights)
    shared = NameKey.objects.filter(key__in=telling).values("organisation")
    best = shared.annotate(n=Count("pk")).order_by("-n", "organisation")[:CANDIDATES]
    return [row["organisation"] for row in best]


def _judged(row: Organisation, names: list[str], hosts: set[str], by_domain: bool) -> Similar:
    alike = max((likeness(a, b) for a in names for b in row.all_names()), default=0.0)
    reasons = [
        ("name", alike >= ENOUGH_ALIKE),
        ("website", bool(row.website_host) and row.website_host in hosts),
        ("domain", by_domain),
    ]
    given = tuple(reason for reason, holds in reasons if holds)
    return Similar(row, given, alike + len(given))
