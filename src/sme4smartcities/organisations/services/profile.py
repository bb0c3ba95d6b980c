"""The sections of a profile, each saved by itself; of two writers the second one sees both texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.drafting import kept
from sme4smartcities.core.errors import Stale
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.facts import (
    ProfileConfirmed,
    ProfileEdited,
    VerificationRevoked,
)
from sme4smartcities.organisations.models import Facet, Organisation, ProfileDraft
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.policies import is_coordinator, may_manage
from sme4smartcities.organisations.services.terms import (
    clean_names,
    name_row,
    write_domains,
    write_names,
    write_own_columns,
    write_terms,
)
from sme4smartcities.vocabularies.models import Place, Term

Texts = Mapping[str, tuple[str, str]]  # field → (what stands there, what was typed)


@dataclass(frozen=True, kw_only=True)
class Basics:
    """What it is called, what kind it is, and where it is found."""

    name: str
    kind: Term
    names: Mapping[str, str] = field(default_factory=dict)  # language → name
    alternate_names: Sequence[str] = ()
    size: Term | None = None
    staff: str = ""
    founded: int | None = None
    territory: Term | None = None
    place: Place | None = None
    latitude: float | None = None
    longitude: float | None = None
    address: str = ""
    website: str = ""
    domains: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Work:
    """What it does, in one language, in which fields, and under which procurement codes; ``cpv`` is
    None where nobody was asked, as long as the list of codes is empty."""

    language: str
    summary: str = ""
    description: str = ""
    domains: Sequence[Term] = ()
    cpv: Sequence[Term] | None = None


@dataclass(frozen=True, kw_only=True)
class Capabilities:
    """What it offers, what it looks for, and how ripe its technology is."""

    offers: Sequence[Term] = ()
    needs: Sequence[Term] = ()
    trl_from: int | None = None
    trl_to: int | None = None


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """The languages it works in, and its certificates with their ends."""

    languages: Sequence[Term] = ()
    certificates: Sequence[tuple[Term, date | None]] = ()


@transaction.atomic
def edit_basics(
    *,
    actor: Actor,
    organisation: Organisation,
    values: Basics,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Organisation:
    row = _opened(actor, organisation, revision, texts)
    shown = {core_name(name) for name in (row.name, *row.names.values())}
    row.name = " ".join(values.name.split())
    row.names = {code: name for code, name in values.names.items() if name and name != row.name}
    row.alternate_names = clean_names(row.name, values.alternate_names)
    if {core_name(name) for name in (row.name, *row.names.values())} - shown:
        _forget_verification(actor, row)
    row.kind, row.size, row.staff, row.founded = (
        values.kind,
        values.size,
        values.staff,
        values.founded,
    )
    row.address, row.website = values.address, values.website
    _set_position(row, values)
    name_row(row)
    _close(actor, row, "basics")
    write_names([row])
    write_own_columns([row])
    write_domains(row, values.domains)
    return row


def _forget_verification(actor: Actor, row: Organisation) -> None:
    """Another name was never verified, unless it is a coordinator who writes it."""
    if row.verified and not is_coordinator(actor):
        row.verified_at, row.verified_by, row.verification_note = None, None, ""
        record(VerificationRevoked(actor_id=actor.pk, subject_id=row.pk))


def _set_position(row: Organisation, values: Basics) -> None:
    """Put the dot where the profile says, else on the place."""
    row.place = values.place
    row.territory = values.territory or (values.place.territory if values.place else None)
    if values.latitude is not None and values.longitude is not None:
        row.latitude, row.longitude = values.latitude, values.longitude
    elif values.place:
        row.latitude, row.longitude = values.place.lat, values.place.lon
    else:
        row.latitude = row.longitude = None


@transaction.atomic
def edit_work(
    *,
    actor: Actor,
    organisation: Organisation,
    values: Work,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Organisation:
    row = _opened(actor, organisation, revision, texts)
    row.summary = with_text(row.summary, values.language, values.summary)
    row.description = with_text(row.description, values.language, values.description)
    if row.source_language not in {*row.summary, *row.description}:
        row.source_language = values.language
    write_terms(row, Facet.DOMAIN, values.domains)
    if values.cpv is not None:
        write_terms(row, Facet.CPV, values.cpv)
    _close(actor, row, "work", draft=f"work-{values.language}")
    return row


@transaction.atomic
def edit_capabilities(
    *,
    actor: Actor,
    organisation: Organisation,
    values: Capabilities,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Organisation:
    row = _opened(actor, organisation, revision, texts)
    row.trl_from, row.trl_to = _in_order(values.trl_from, values.trl_to)
    write_terms(row, Facet.OFFERS, values.offers)
    write_terms(row, Facet.NEEDS, values.needs)
    _close(actor, row, "capabilities")
    return row


def _in_order(low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Read one bound as both."""
    return (low if low is not None else high, high if high is not None else low)


@transaction.atomic
def edit_credentials(
    *,
    actor: Actor,
    organisation: Organisation,
    values: Credentials,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Organisation:
    row = _opened(actor, organisation, revision, texts)
    write_terms(row, Facet.LANGUAGE, values.languages)
    write_terms(
        row,
        Facet.CERTIFICATE,
        [term for term, _end in values.certificates],
        until={term.pk: end for term, end in values.certificates},
    )
    _close(actor, row, "credentials")
    return row


SECTION_OF = {
    Facet.DOMAIN: "work",
    Facet.CPV: "work",
    Facet.OFFERS: "capabilities",
    Facet.NEEDS: "capabilities",
}


@transaction.atomic
def add_term(*, actor: Actor, organisation: Organisation, facet: str, term: Term) -> Organisation:
    """State one thing more; what stands there already changes nothing."""
    row = _opened(actor, organisation, None, None)
    held = [one.term for one in row.terms.filter(facet=facet).select_related("term__vocabulary")]
    if term not in held:
        write_terms(row, Facet(facet), [*held, term])
        _save(actor, row, SECTION_OF[Facet(facet)])
    return row


def _opened(
    actor: Actor, organisation: Organisation, revision: int | None, texts: Texts | None
) -> Organisation:
    """Fetch the row for writing and turn its page. Raises Stale with both texts."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(
        may_manage(actor, row),
        _("Only the managers of this organisation can edit its profile."),
    )
    if revision is not None and revision != row.revision:
        raise Stale(
            _("Somebody else saved changes while you were writing. Both texts are below."),
            texts={name: both for name, both in (texts or {}).items() if both[0] != both[1]},
        )
    row.turn_page(None)
    return row


def _close(actor: Actor, row: Organisation, section: str, draft: str = "") -> None:
    """Save a section; the writer's draft of it has served."""
    _save(actor, row, section)
    ProfileDraft.objects.filter(
        organisation=row, member_id=actor.pk or 0, section=draft or section
    ).delete()


def _save(actor: Actor, row: Organisation, section: str) -> None:
    """Save; an edited profile counts as confirmed."""
    row.last_confirmed_at = timezone.now()
    row.reminded_at = None
    row.full_clean()
    row.save()
    record(ProfileEdited(actor_id=actor.pk, subject_id=row.pk, section=section))


@transaction.atomic
def confirm_profile(*, actor: Actor, organisation: Organisation) -> Organisation:
    """Note that a manager found the profile still right."""
    row = Organisation.objects.select_for_update().get(pk=organisation.pk)
    require(
        may_manage(actor, row),
        _("Only the managers of this organisation can confirm its profile."),
    )
    row.last_confirmed_at = timezone.now()
    row.reminded_at = None
    row.save(update_fields=["last_confirmed_at", "reminded_at"])
    record(ProfileConfirmed(actor_id=actor.pk, subject_id=row.pk))
    return row


@transaction.atomic
def keep_draft(
    *,
    actor: Member,
    organisation: Organisation,
    section: str,
    data: Mapping[str, Any],
    revision: int,
) -> ProfileDraft:
    """Keep what is typed and not saved; only its writer ever sees it."""
    require(
        may_manage(actor, organisation),
        _("Only the managers of this organisation can edit its profile."),
    )
    return kept(organisation.drafts, member=actor, section=section, data=data, revision=revision)


def drop_draft(*, actor: Member, organisation: Organisation, section: str) -> None:
    ProfileDraft.objects.filter(organisation=organisation, member=actor, section=section).delete()
