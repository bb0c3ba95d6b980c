"""What programmes add to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import (
    Count,
    Feature,
    MenuItem,
    Panel,
    Periodic,
    PersonalData,
    PublicPages,
    SearchSource,
)
from sme4smartcities.core.search.services import follow
from sme4smartcities.organisations.facts import OrganisationMerged
from sme4smartcities.programmes import facts, queries
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Enquiry,
    EnquiryMessage,
    Figure,
    FigureValue,
    Material,
    Milestone,
    Participation,
    Partner,
    Programme,
    WorkPackage,
)
from sme4smartcities.programmes.queries.desk import (
    enquiries_wait,
    inbox,
    invitations,
    programmes_wait,
    reads_files,
    waiting,
)
from sme4smartcities.programmes.services import follow_merged_organisation
from sme4smartcities.programmes.tasks import let_old_enquiries_go

PUBLIC = ("list", "programme", "work", "taking_part", "file")
MEMBER = (
    "keep", "edit", "move", "add", "add_under", "change", "remove", "step_edition",
    "join", "people", "invite", "appoint", "dismiss", "step",
    "parts_in", "parts_confirm", "write", "enquiries", "enquiry", "enquiry_close", "enquiry_report", "enquiry_settle",
)  # fmt: skip
PARTS = (
    "partner", "edition", "work_package", "figure", "value", "body", "member", "milestone",
    "material",
)  # fmt: skip
API = (
    "programme_list",
    "programme",
    "programme_participants",
    *(f"programme_{part}" for part in PARTS),
)
API_OF_MEMBERS = (
    "programme_moves",
    "programme_parts",
    "programme_participations",
    "programme_edition_moves",
    *(f"programme_{part}_list" for part in PARTS),
)

COORDINATOR = ("create", "import", "import_confirm")

FEATURE = Feature(
    slug="programmes",
    title=_("Programmes"),
    urls="sme4smartcities.programmes.urls",
    api="sme4smartcities.programmes.api",
    access={
        **{f"programmes:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"programmes:{name}": Access.MEMBER for name in MEMBER},
        **{f"programmes:{name}": Access.COORDINATOR for name in COORDINATOR},
        **{f"api:{name}": Access.PUBLIC for name in API},
        **{f"api:{name}": Access.MEMBER for name in API_OF_MEMBERS},
    },
    menu=(MenuItem(label=_("Programmes"), url_name="programmes:list", position=70),),
    desk=(waiting, invitations, *enquiries_wait, programmes_wait),
    panels=(Panel(slot="inbox", template="programmes/_inbox.html", fill=inbox),),
    periodic=(Periodic(task=let_old_enquiries_go, every=86_400),),
    file_readers={"programme": reads_files},
    public_pages=PublicPages(count=queries.public_count, paths=queries.public_paths),
    counts=(
        Count(
            label=ngettext_lazy("running programme", "running programmes"),
            rows=queries.running,
            position=60,
        ),
    ),
    reactions={
        facts.ProgrammeCreated: [follow],
        facts.ProgrammeEdited: [follow],
        facts.ProgrammeMoved: [follow],
        OrganisationMerged: [follow_merged_organisation],
    },
    personal_data=(
        PersonalData(
            model=Participation,
            member="asked_by",
            fields={
                "asked_by": "anonymised",
                "message": "exported+erased",
                "asked_at": "exported+anonymised",
                "decided_by": "anonymised",
                "answer": "anonymised",
            },
            none=("programme", "organisation", "state", "role", "decided_at"),
        ),
        PersonalData(
            model=Enquiry,
            member="member",
            fields={
                "member": "exported+erased",
                "title": "exported+erased",
                "started_at": "exported+erased",
                "reporter": "anonymised",
                "note": "exported+erased",
            },
            none=(
                "programme",
                "last_at",
                "member_read_at",
                "keepers_read_at",
                "closed_at",
                "reason",
                "outcome",
            ),
        ),
        PersonalData(
            model=EnquiryMessage,
            member="author",
            fields={
                "author": "anonymised",
                "text": "exported+kept: correspondence of the programme, one year",
                "sent_at": "exported+kept: correspondence of the programme, one year",
            },
            none=("enquiry", "from_programme"),
        ),
    ),
    impersonal={
        Programme: "A programme as its coordinators present it.",
        Partner: "An organisation in a consortium.",
        Edition: "A round of a programme.",
        WorkPackage: "A work package and the organisation that leads it.",
        Body: "A group of organisations in a programme.",
        BodyMember: "An organisation in such a group.",
        Milestone: "Something that happened in a programme.",
        Material: "Information material: a file or a link.",
        Figure: "The name of a figure.",
        FigureValue: "A figure's value with its source.",
    },
    subjects={"programme": queries.cards},
    search=(
        SearchSource(
            kind="programme",
            label=_("Programmes"),
            ids=queries.findable_ids,
            documents=queries.documents,
        ),
    ),
)
