"""What an organisation can be found and counted by: its statements, its names, its domains."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.free_mail import is_free_mail
from sme4smartcities.organisations.models import (
    VOCABULARY_OF,
    EmailDomain,
    Facet,
    NameKey,
    Organisation,
    OrganisationTerm,
)
from sme4smartcities.organisations.names import core_name, fold, host_of, keys_of, slug_of
from sme4smartcities.vocabularies.models import Term

OWN_COLUMNS = (Facet.KIND, Facet.SIZE, Facet.TERRITORY)
MOST_NAMES = 20
MOST_DOMAINS = 10


def name_row(organisation: Organisation) -> None:
    """Set on the row what follows from its name and website; the caller saves it."""
    organisation.slug = slug_of(organisation.name)
    organisation.sort_key = (core_name(organisation.name) or organisation.name.casefold())[:200]
    organisation.website_host = host_of(organisation.website)


def write_names(organisations: Sequence[Organisation]) -> None:
    """Write the keys by which names are compared, for one organisation or a whole import."""
    NameKey.objects.filter(organisation__in=organisations).delete()
    NameKey.objects.bulk_create(
        (
            NameKey(organisation_id=organisation.pk, key=key)
            for organisation in organisations
            for key in sorted(keys_of(organisation.all_names()))
        ),
        batch_size=1000,
    )


def write_own_columns(organisations: Sequence[Organisation]) -> None:
    """Repeat kind, size and territory (with its ancestors) among the statements."""
    OrganisationTerm.objects.filter(organisation__in=organisations, facet__in=OWN_COLUMNS).delete()
    parents = ancestors({o.territory_id for o in organisations if o.territory_id})
    OrganisationTerm.objects.bulk_create(
        (
            OrganisationTerm(organisation_id=organisation.pk, facet=facet, term_id=term)
            for organisation in organisations
            for facet, term in _own_terms(organisation, parents)
        ),
        batch_size=1000,
    )


def _own_terms(
    organisation: Organisation, parents: Mapping[int, Sequence[int]]
) -> list[tuple[Facet, int]]:
    places = parents.get(organisation.territory_id or 0, ())
    rows = [(Facet.KIND, organisation.kind_id), *((Facet.TERRITORY, place) for place in places)]
    return [*rows, (Facet.SIZE, organisation.size_id)] if organisation.size_id else rows


def ancestors(terms: Iterable[int]) -> dict[int, list[int]]:
    """Give for each term itself and all terms above it. One query for each level of the tree."""
    parent: dict[int, int | None] = {}
    unknown = set(terms)
    while unknown:
        found = dict(Term.objects.filter(pk__in=unknown).values_list("pk", "parent_id"))
        parent.update(found)
        unknown = {above for above in found.values() if above and above not in parent}
    return {term: _line(term, parent) for term in parent}


def _line(term: int, parent: Mapping[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = term
    while step and step not in line:
        line.append(step)
        step = parent.get(step)
    return line


def write_terms(
    organisation: Organisation,
    facet: Facet,
    terms: Iterable[Term],
    until: Mapping[int, date | None] | None = None,
) -> None:
    """Replace the statements of one facet. ``until``: term id → end of a certificate.

    Raises Refused for a term of another list; a retired term stays only where it already stood.
    """
    chosen = {term.pk: term for term in terms}
    for term in chosen.values():
        if term.vocabulary.code != VOCABULARY_OF[facet]:
            raise Refused(_("Choose values from the list."))
    rows = OrganisationTerm.objects.filter(organisation=organisation, facet=facet)
    held = set(rows.values_list("term_id", flat=True))
    if any(term.retired and term.pk not in held for term in chosen.values()):
        raise Refused(_("One of the values is no longer offered. Choose another one."))
    rows.delete()
    ends = until or {}
    OrganisationTerm.objects.bulk_create(
        OrganisationTerm(
            organisation=organisation, facet=facet, term_id=pk, valid_until=ends.get(pk)
        )
        for pk in sorted(chosen)
    )


def clean_domains(domains: Iterable[str]) -> list[str]:
    """Give the e-mail domains in one form. Raises Refused, naming what is wrong, for a bad one."""
    cleaned = dict.fromkeys(d for d in (_clean_domain(domain) for domain in domains) if d)
    if len(cleaned) > MOST_DOMAINS:
        raise Refused(_("Give at most 10 e-mail domains."))
    return list(cleaned)


def _clean_domain(text: str) -> str:
    domain = text.strip().rpartition("@")[2].rstrip(".").lower()
    if not domain:
        return ""
    try:
        DomainNameValidator(accept_idna=True)(domain)
    except ValidationError as error:
        raise Refused(
            _("“%(domain)s” is no e-mail domain. Write it like city.example.") % {"domain": text}
        ) from error
    if is_free_mail(domain):
        raise Refused(
            _(
                "Anybody can get an address at %(domain)s, so it cannot stand for an organisation."
                " Leave the field empty if there is no own domain."
            )
            % {"domain": domain}
        )
    return domain


def write_domains(organisation: Organisation, domains: Iterable[str]) -> None:
    cleaned = clean_domains(domains)
    EmailDomain.objects.filter(organisation=organisation).delete()
    EmailDomain.objects.bulk_create(
        EmailDomain(organisation=organisation, domain=domain) for domain in cleaned
    )


def clean_names(main: str, names: Iterable[str]) -> list[str]:
    """Give other names once each, without the main one and without those that fold to nothing."""
    kept: dict[str, str] = {}
    for name in names:
        text = " ".join(name.split())[:200]
        if fold(text) and text != main:
            kept.setdefault(text.casefold(), text)
    return list(kept.values())[:MOST_NAMES]
