"""The logo: re-encoded by the upload door, seen by whoever sees the organisation."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.uploads.kinds import IMAGE
from sme4smartcities.core.uploads.models import Audience
from sme4smartcities.core.uploads.services import Upload, accept, discard, hand_over, open_to
from sme4smartcities.organisations.facts import ProfileEdited
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.services.people import locked


def audience_of(organisation: Organisation) -> str:
    listed = organisation.state == State.LISTED
    return Audience.PUBLIC if listed else Audience.RESTRICTED


@transaction.atomic
def set_logo(*, actor: Actor, organisation: Organisation, upload: Upload) -> Organisation:
    """Show a picture in place of the initials; the one before is deleted."""
    row = _opened(actor, organisation)
    was = row.logo
    row.logo = accept(
        actor=actor, upload=upload, kind=IMAGE, subject=row.subject, audience=audience_of(row)
    )
    row.save(update_fields=["logo", "updated_at"])
    if was:
        discard(was, actor=actor)
    record(ProfileEdited(actor_id=actor.pk, subject_id=row.pk, section="logo"))
    return row


@transaction.atomic
def remove_logo(*, actor: Actor, organisation: Organisation) -> Organisation:
    row = _opened(actor, organisation)
    if row.logo:
        discard(row.logo, actor=actor)
        row.logo = None
        record(ProfileEdited(actor_id=actor.pk, subject_id=row.pk, section="logo"))
    return row


def _opened(actor: Actor, organisation: Organisation) -> Organisation:
    row = locked(organisation)
    require(
        may_manage(actor, row),
        _("Only the managers of this organisation can edit its profile."),
    )
    return row


def follow_state(*, actor: Actor, organisation: Organisation) -> None:
    """Open or narrow the logo with its organisation, in the caller's transaction."""
    if organisation.logo:
        open_to(actor=actor, file=organisation.logo, audience=audience_of(organisation))


def pass_on(*, actor: Actor, old: Organisation, new: Organisation) -> None:
    """Give the logo of an entry that goes to one that has none; the caller saves both rows."""
    if old.logo and not new.logo:
        new.logo, old.logo = old.logo, None
        hand_over(actor=actor, file=new.logo, subject=new.subject, audience=audience_of(new))
