"""Change what a member shows, in which language mails come, and what the clock says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sme4smartcities.accounts.facts import AddressTriedAgain, ProfileChanged, SettingsChanged
from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member, Profile
from sme4smartcities.accounts.names import one_line
from sme4smartcities.accounts.services.letters import write_to_member
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused, Stale
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.bounces import address_works
from sme4smartcities.core.search.services import drop
from sme4smartcities.core.translated import with_text
from sme4smartcities.core.uploads import queries as files
from sme4smartcities.core.uploads import services as uploads
from sme4smartcities.core.uploads.kinds import IMAGE
from sme4smartcities.vocabularies.models import Term

Texts = Mapping[str, tuple[str, str]]  # field → (what stands there, what was typed)

STALE = gettext_lazy(
    "Another window saved your profile meanwhile. Both texts are below; save again to keep yours."
)
WEB_ADDRESS = URLValidator(
    schemes=["http", "https"],
    message=gettext_lazy("Write whole addresses, for example https://example.org/me."),
)
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
def change_profile(
    *,
    actor: Member,
    change: ProfileChange,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Profile:
    """Save the member's own profile. Raises Stale with both texts when another window was first."""
    profile, _new = Profile.objects.select_for_update().get_or_create(member=actor)
    if revision is not None and revision != profile.revision:
        raise Stale(STALE, texts=texts)
    profile.turn_page(None)
    for link in change.links:
        WEB_ADDRESS(link)
    actor.name = one_line(change.name)
    actor.full_clean(exclude=["password"])
    actor.save(update_fields=["name"])
    profile.headline = with_text(profile.headline, change.language, one_line(change.headline))
    profile.bio = with_text(profile.bio, change.language, change.bio)
    profile.links, profile.phone = list(change.links), change.phone
    if _set_audiences(profile, change.audiences):
        drop(actor.subject)
    profile.full_clean()
    profile.save()
    profile.languages.set(change.languages)
    profile.expertise.set(change.expertise)
    _change_photo(actor, profile, upload=change.photo, drop_it=change.drop_photo)
    record(ProfileChanged(actor_id=actor.pk, subject_id=actor.pk))
    return profile


def _set_audiences(profile: Profile, chosen: Mapping[str, int]) -> bool:
    """Say who sees what; answer whether somebody sees less than before."""
    less = False
    for name, column in SHOWN_FIELDS.items():
        wanted = chosen.get(name, Audience.NOBODY)
        less = less or wanted < getattr(profile, column)
        setattr(profile, column, wanted)
    return less


@transaction.atomic
def set_photo(*, actor: Member, upload: uploads.Upload) -> None:
    """Show a photo in place of the one before, to whom the profile shows it."""
    profile, _new = Profile.objects.select_for_update().get_or_create(member=actor)
    _change_photo(actor, profile, upload=upload)
    record(ProfileChanged(actor_id=actor.pk, subject_id=actor.pk))


@transaction.atomic
def remove_photo(*, actor: Member) -> None:
    profile, _new = Profile.objects.select_for_update().get_or_create(member=actor)
    _change_photo(actor, profile, drop_it=True)
    record(ProfileChanged(actor_id=actor.pk, subject_id=actor.pk))


def _change_photo(
    actor: Member, profile: Profile, *, upload: uploads.Upload | None = None, drop_it: bool = False
) -> None:
    audience = FILE_AUDIENCES[Audience(profile.show_photo)]
    kept = list(files.files_of(actor.subject).filter(kind=IMAGE))
    if upload or drop_it:
        for file in kept:
            uploads.discard(file, actor=actor)
        kept = []
    if upload:
        uploads.accept(
            actor=actor, upload=upload, kind=IMAGE, subject=actor.subject, audience=audience
        )
    for file in kept:
        uploads.open_to(actor=actor, file=file, audience=audience)


@transaction.atomic
def try_address_again(*, actor: Member) -> None:
    """Write to the member's address again, though mail came back; at most three times a day."""
    limits.take("try-address", key=str(actor.pk), limit=3, per=86_400)
    address_works(actor.email)
    record(AddressTriedAgain(actor_id=actor.pk, subject_id=actor.pk))
    write_to_member(actor, "address_works")


@transaction.atomic
def change_settings(*, actor: Member, language: str, time_zone: str) -> None:
    if time_zone not in available_timezones():
        raise Refused(_("“%(zone)s” is no time zone.") % {"zone": time_zone})
    actor.language, actor.time_zone = language, time_zone
    actor.full_clean(exclude=["password"])
    actor.save(update_fields=["language", "time_zone"])
    record(SettingsChanged(actor_id=actor.pk, subject_id=actor.pk))
