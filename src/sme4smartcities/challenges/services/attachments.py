"""Documents come in through the upload door, are open to whom the challenge is, and go with it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.facts import AttachmentAdded, AttachmentRemoved
from sme4smartcities.challenges.models import LISTED, Attachment, Challenge
from sme4smartcities.challenges.services.versions import keep_version
from sme4smartcities.challenges.services.writing import opened
from sme4smartcities.challenges.texts import LONGEST
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.translated import source_text
from sme4smartcities.core.uploads.kinds import DOCUMENT
from sme4smartcities.core.uploads.models import Audience
from sme4smartcities.core.uploads.services import Upload, accept, discard, open_to
from sme4smartcities.organisations.models import State as Standing

MOST = 12


def audience_of(challenge: Challenge) -> str:
    """Say who may take the documents: everybody while it stands in public lists, else its writers."""
    public = challenge.state in LISTED and challenge.owner.state == Standing.LISTED
    return Audience.PUBLIC if public else Audience.RESTRICTED


@transaction.atomic
def attach(
    *, actor: Actor, challenge: Challenge, upload: Upload, title: str, language: str
) -> Attachment:
    """Add a document under a title in one language; that is a version of the challenge."""
    row = opened(actor, challenge)
    words = " ".join(tidy(title).split())[: LONGEST["title"]]
    if not words:
        raise Refused(_("Say what the document is, in a few words."))
    if row.attachments.count() >= MOST:
        raise Refused(_("There is room for %(most)s documents.") % {"most": MOST})
    file = accept(
        actor=actor,
        upload=upload,
        kind=DOCUMENT,
        subject=row.subject,
        audience=audience_of(row),
    )
    made = Attachment.objects.create(challenge=row, file=file, title=source_text(language, words))
    _turn(actor, row)
    record(AttachmentAdded(actor_id=actor.pk, subject_id=row.pk, attachment_id=made.pk))
    return made


@transaction.atomic
def detach(*, actor: Actor, attachment: Attachment) -> None:
    """Take a document away, its file too; the versions still name it."""
    row = opened(actor, attachment.challenge)
    number, file = attachment.pk, attachment.file
    attachment.delete()
    discard(file, actor=actor)
    _turn(actor, row)
    record(AttachmentRemoved(actor_id=actor.pk, subject_id=row.pk, attachment_id=number))


def _turn(actor: Actor, row: Challenge) -> None:
    row.turn_page(None)
    if row.is_open:
        row.news_at = timezone.now()
    row.save()
    keep_version(row, actor)


def follow_state(challenge: Challenge, *, actor: Actor = SYSTEM) -> None:
    """Open or close the documents with their challenge, in the caller's transaction."""
    for one in challenge.attachments.select_related("file"):
        open_to(actor=actor, file=one.file, audience=audience_of(challenge))
