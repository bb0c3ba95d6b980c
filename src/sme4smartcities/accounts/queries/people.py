"""What one reader sees of one member: field by field, nothing by default."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member, Profile
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.core.uploads.queries import files_of


@dataclass(frozen=True, kw_only=True)
class Person:
    """The page of a member as this reader may see it; what does not show is None."""

    member: Member
    own: bool
    fields: Mapping[str, Any]

    @property
    def empty(self) -> bool:
        return not any(value for name, value in self.fields.items() if name != "name")


def profile_of(member: Any) -> Profile:
    """A member's own profile with its terms; an unsaved empty one where there is none yet."""
    rows = Profile.objects.prefetch_related("languages", "expertise")
    return rows.filter(member_id=member.pk).first() or Profile(member=member)


def photo_of(member: Member) -> StoredFile | None:
    return files_of(member.subject).filter(kind="image").order_by("-pk").first()


def may_see_photo(actor: Actor, number: int) -> bool:
    """Say whether a member's picture shows to this member: one's own always does."""
    shown = Profile.objects.filter(member_id=number, show_photo__gte=Audience.MEMBERS)
    return actor.pk == number or shown.filter(member__in=Member.objects.visible_to(actor)).exists()


def person_for(actor: Actor, number: int) -> Person | None:
    """Find a member's page; None unless the reader may see at least the name. Five queries."""
    member = Member.objects.visible_to(actor).filter(pk=number).first()
    if member is None:
        return None
    profile = profile_of(member)
    level = Audience.MEMBERS if actor.is_authenticated else Audience.EVERYBODY
    shows = {
        name: actor.pk == member.pk or getattr(profile, column) >= level
        for name, column in SHOWN_FIELDS.items()
    }
    return Person(
        member=member,
        own=actor.pk == member.pk,
        fields={name: _value(member, profile, name) if on else None for name, on in shows.items()},
    )


def _value(member: Member, profile: Profile, name: str) -> Any:
    match name:
        case "name" | "time_zone":
            return getattr(member, name)
        case "photo":
            return photo_of(member)
        case "languages" | "expertise":
            return list(getattr(profile, name).all()) if profile.pk else []
    return getattr(profile, name)


def cards_of(actor: Actor, numbers: Sequence[int]) -> dict[int, SubjectCard]:
    """Name many members at once, those that this reader may see."""
    found = Member.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        member.pk: SubjectCard(
            subject=member.subject,
            title=member.name,
            url=reverse("accounts:person", args=[member.pk]),
        )
        for member in found
    }
