"""Who works for an organisation, and who waits to."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone

from sme4smartcities.accounts.models import Audience, Member, Role
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.free_mail import is_free_mail
from sme4smartcities.organisations.models import (
    Affiliation,
    Invitation,
    JoinRequest,
    Layer,
    Organisation,
    State,
)
from sme4smartcities.organisations.names import domain_of
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.tokens import hashed


def managers_of(organisation: Organisation) -> QuerySet[Member]:
    """Managers who can still sign in, the longest-serving first."""
    rows: QuerySet[Member] = Member.objects.filter(
        is_active=True,
        roles__role="manager",
        roles__scope_kind="organisation",
        roles__scope_id=organisation.pk,
    )
    return rows.order_by("roles__granted_at", "pk")


def role_in(organisation: Organisation, member: Member) -> str:
    """Give ``manager``, ``member``, or nothing."""
    roles = set(
        Role.objects.filter(
            member=member, scope_kind="organisation", scope_id=organisation.pk
        ).values_list("role", flat=True)
    )
    return next((role for role in ("manager", "member") if role in roles), "")


@dataclass(frozen=True)
class Person:
    """One of the people as the managers see them."""

    member: Member
    role: str
    affiliation: Affiliation | None


def people_of(organisation: Organisation) -> list[Person]:
    """All people with their roles, managers first. Two queries."""
    roles = Role.objects.filter(scope_kind="organisation", scope_id=organisation.pk)
    held: dict[int, Role] = {}
    for row in roles.select_related("member").order_by("role"):  # manager comes before member
        held.setdefault(row.member_id, row)
    affiliations = Affiliation.objects.filter(organisation=organisation, member__in=held)
    by_member = {row.member_id: row for row in affiliations}
    people = [Person(row.member, row.role, by_member.get(pk)) for pk, row in held.items()]
    return sorted(people, key=lambda one: (one.role != "manager", one.member.name.casefold()))


def shown_people(actor: Actor, organisation: Organisation) -> list[Affiliation]:
    """The people who let this reader see their name, and that they work here; in order of name."""
    audience = Audience.MEMBERS if actor.is_authenticated else Audience.EVERYBODY
    rows = Affiliation.objects.filter(
        organisation=organisation,
        shown__gte=audience,
        member__in=Member.objects.visible_to(actor),
    )
    named = rows.select_related("member").only("function", "organisation_id", "member__name")
    return list(named.order_by("member__name", "pk"))


def waiting_requests(actor: Actor, organisation: Organisation) -> QuerySet[JoinRequest]:
    rows = JoinRequest.objects.filter(organisation=organisation, state=JoinRequest.State.WAITING)
    if not may_manage(actor, organisation):
        rows = rows.filter(member_id=actor.pk or 0)
    return rows.select_related("member").order_by("asked_at")


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        organisation=organisation,
        accepted_at=None,
        ended_at=None,
        expires_at__gt=timezone.now(),
    ).order_by("invited_at")


def invitations_for(member: Member) -> QuerySet[Invitation]:
    """Open invitations to a confirmed address of the member, the oldest first."""
    addresses = EmailAddress.objects.filter(user=member, verified=True)
    rows = Invitation.objects.filter(
        email__in=addresses.values("email"),
        accepted_at=None,
        ended_at=None,
        expires_at__gt=timezone.now(),
    )
    open_to_people = rows.exclude(organisation__layer=Layer.RECORD).exclude(
        organisation__state=State.MERGED
    )
    return open_to_people.select_related("organisation", "invited_by").order_by("invited_at")


def requests_of(member: Member) -> QuerySet[JoinRequest]:
    """The member's own requests to join that nobody has answered yet."""
    rows = JoinRequest.objects.filter(member=member, state=JoinRequest.State.WAITING)
    return rows.select_related("organisation").order_by("asked_at")


def invitation_by(token: str) -> Invitation | None:
    """Find the invitation of a link, whatever became of it."""
    return (
        Invitation.objects.select_related("organisation", "invited_by")
        .filter(token_hash=hashed(token))
        .first()
    )


def request_for(actor: Actor, number: int) -> JoinRequest | None:
    """Give a request to its author, to the managers asked, and to the coordinator."""
    row = JoinRequest.objects.select_related("organisation", "member").filter(pk=number).first()
    if row is None or not (row.member_id == actor.pk or may_manage(actor, row.organisation)):
        return None
    return row


def confirmed_domains(member: Member) -> set[str]:
    """Give the domains of the member's confirmed addresses, free-mail houses left out."""
    addresses = EmailAddress.objects.filter(user=member, verified=True)
    domains = {domain_of(address) for address in addresses.values_list("email", flat=True)}
    return {domain for domain in domains if not is_free_mail(domain)}


def has_manager(organisation: Organisation) -> bool:
    return managers_of(organisation).exists()


def claimable_by(member: Member) -> QuerySet[Organisation]:
    """Organisations without a manager whose e-mail domain is that of a confirmed address."""
    managed = Role.objects.filter(role="manager", scope_kind="organisation", member__is_active=True)
    return (
        Organisation.objects.listed()
        .filter(email_domains__domain__in=confirmed_domains(member))
        .exclude(pk__in=managed.values("scope_id"))
        .exclude(layer=Layer.RECORD)
        .distinct()
    )


def affiliation_of(member: Member, organisation: Organisation) -> Affiliation | None:
    return Affiliation.objects.filter(organisation=organisation, member=member).first()


def person_of(organisation: Organisation, number: int) -> Member | None:
    """Give one of the people, or nobody."""
    held = Role.objects.select_related("member").filter(
        member=number, scope_kind="organisation", scope_id=organisation.pk
    )
    role = held.first()
    return role.member if role else None


def invitation_of(actor: Actor, number: int) -> Invitation | None:
    """Give an invitation to those who manage the organisation."""
    row = Invitation.objects.select_related("organisation").filter(pk=number).first()
    return row if row and may_manage(actor, row.organisation) else None
