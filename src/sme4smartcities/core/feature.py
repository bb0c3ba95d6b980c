"""What the kernel itself adds to the house: its housekeeping, and what its tables know of people."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, Periodic, PersonalData
from sme4smartcities.core.jobs.models import Job, Outcome, Schedule, Worker
from sme4smartcities.core.jobs.upkeep import tidy_jobs
from sme4smartcities.core.journal.models import Bookmark, Chain, Entry, Parked
from sme4smartcities.core.mail.bounces import bounces_of, forget_bounces_of
from sme4smartcities.core.mail.models import Mail, Unreachable
from sme4smartcities.core.mail.queries import mails_to
from sme4smartcities.core.mail.services import forget_mails_to
from sme4smartcities.core.mail.upkeep import tidy_mail
from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.uploads.facts import FileAccepted
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.core.uploads.queries import exported, opened
from sme4smartcities.core.uploads.reactions import scan_accepted
from sme4smartcities.core.uploads.services import forget_files_of
from sme4smartcities.core.uploads.tasks import scan_waiting, sweep_files

# A fact holds numbers, codes and times; its actor is a number without a name once erased.
CHAINED = "kept: integrity of the record, as long as the platform runs"

OPEN = ("livez", "readyz", "healthz", "file", "api_docs", "api:openapi-json")

FEATURE = Feature(
    slug="core",
    title=_("House"),
    root_urls="sme4smartcities.core.root_urls",
    access=dict.fromkeys(OPEN, Access.PUBLIC),
    reactions={FileAccepted: (scan_accepted,)},
    periodic=(
        Periodic(task=tidy_jobs, every=3600),
        Periodic(task=tidy_mail, every=6 * 3600),
        Periodic(task=scan_waiting, every=300),
        Periodic(task=sweep_files, every=86_400),
    ),
    personal_data=(
        PersonalData(
            model=Entry,
            member="actor_id",
            fields={
                "actor_id": "exported+anonymised",
                "name": f"exported+{CHAINED}",
                "at": f"exported+{CHAINED}",
                "subject_kind": f"exported+{CHAINED}",
                "subject_id": f"exported+{CHAINED}",
                "data": f"exported+{CHAINED}",
            },
            none=("position", "seal"),
        ),
        PersonalData(
            model=Mail,
            fields={
                "to": "exported+erased",
                "language": "exported+kept: without the address it names nobody, 400 days",
                "subject": "exported+erased",
                "text": "exported+erased",
                "html": "erased",
                "calendar": "erased",
                "unsubscribe_url": "erased",
            },
            none=(
                "id",
                "key",
                "template",
                "message_id",
                "priority",
                "state",
                "tries",
                "error",
                "created_at",
                "sent_at",
                "bounced_at",
            ),
            export=mails_to,
            erase=forget_mails_to,
        ),
        PersonalData(
            model=Unreachable,
            fields=dict.fromkeys(
                ("address", "status", "count", "last_at", "stopped_at"), "exported+erased"
            ),
            none=("id",),
            export=bounces_of,
            erase=forget_bounces_of,
        ),
        PersonalData(
            model=StoredFile,
            fields={
                "owner_id": "exported+kept: the number of an empty row, as long as the file",
                "name": "exported+kept: a file of an organisation stays with it, as long as the organisation",
                "created_at": "exported+kept: a part of the file, as long as the file",
                "subject_kind": "exported+kept: a part of the file, as long as the file",
                "subject_id": "exported+kept: a part of the file, as long as the file",
                "size": "exported+kept: a part of the file, as long as the file",
            },
            none=(
                "id",
                "key",
                "kind",
                "served_as",
                "media_type",
                "sha256",
                "width",
                "height",
                "versions",
                "audience",
                "state",
            ),
            export=exported,
            files=opened,
            erase=forget_files_of,
        ),
    ),
    impersonal={
        Chain: "The head of the journal's chain.",
        Bookmark: "How far each reactor has read.",
        Parked: "A pointer to a fact that could not be digested, with the error's type.",
        Job: "Work with its arguments, which are numbers and codes.",
        Outcome: "How a job ended.",
        Schedule: "When periodic work comes next.",
        Worker: "A process of this house.",
        SearchRow: "A copy made to be found; it goes with what it was made from",
        SearchText: "The tokens of such a copy.",
    },
)
