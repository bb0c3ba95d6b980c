"""Change what a member shows, in which language mails come, and what the clock says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sme4smartcities.accounts.facts import ProfileChanged, SettingsChanged
from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member, Profile
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.translated import with_text
from sme4smartcities.core.uploads import queries as files
from sme4smartcities.core.uploads import services as uploads
from sme4smartcities.core.uploads.kinds import IMAGE
from sme4smartcities.vocabularies.models import Term

FILE_AUDIENCES = {
    Audience.NOBODY: "restricted",
    Audience.MEMBERS: "members",
    Audience.EVERYBODY: "public",
}


@dataclass(frozen=True, kw_only=True)
class ProfileChange:
    """What the profile's form sends. Texts stand in one language; the others stay as they are."""

    name: str
    language: str
    headline: str = ""
    bio: str = ""
    links: Collection[str] = ()
    phone: str = ""
    languages: Collection[Term] = ()
    expertise: Collection[Term] = ()
    audiences: Mapping[str, int] = field(default_factory=dict)  # field of the page → Audience
    photo: Any = None  # a new picture
    drop_photo: bool = False


@transaction.atomic
def change_profile(*, actor: Member, change: ProfileChange, revision: int | None = None) -> Profile:
    """Save the member's own profile. Raises Conflict when another window saved it first."""
    profile, _new = Profile.objects.select_for_update().get_or_create(member=actor)
    profile.turn_page(revision, {"phone": change.phone})
    actor.name = change.name
    actor.full_clean(exclude=["password"])
    actor.save(update_fields=["name"])
    profile.headline = with_text(profile.headline, change.language, change.headline)
    profile.bio = with_text(profile.bio, change.language, change.bio)
    profile.links, profile.phone = list(change.links), change.phone
    for name, column in SHOWN_FIELDS.items():
        setattr(profile, column, change.audiences.get(name, Audience.NOBODY))
    profile.full_clean()
    profile.save()
    profile.languages.set(change.languages)
    profile.expertise.set(change.expertise)
    _change_photo(actor, profile, change)
    record(ProfileChanged(actor_id=actor.pk, subject_id=actor.pk))
    return profile


def _change_photo(actor: Member, profile: Profile, change: ProfileChange) -> None:
    audience = FILE_AUDIENCES[Audience(profile.show_photo)]
    kept = list(files.files_of(actor.subject).filter(kind=IMAGE))
    if change.photo or change.drop_photo:
        for file in kept:
            uploads.discard(file, actor=actor)
        kept = []
    if change.photo:
        uploads.accept(
            actor=actor, upload=change.photo, kind=IMAGE, subject=actor.subject, audience=audience
        )
    for file in kept:
        uploads.open_to(actor=actor, file=file, audience=audience)


@transaction.atomic
def change_settings(*, actor: Member, language: str, time_zone: str) -> None:
    actor.language, actor.time_zone = language, time_zone
    actor.full_clean(exclude=["password"])
    actor.save(update_fields=["language", "time_zone"])
    record(SettingsChanged(actor_id=actor.pk, subject_id=actor.pk))
