"""What solutions add to the house."""

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
from sme4smartcities.organisations.facts import (
    OrganisationDeleted,
    OrganisationMerged,
    OrganisationMoved,
    ProfileEdited,
)
from sme4smartcities.solutions import facts, reactions
from sme4smartcities.solutions.models import (
    Answer,
    Endorsement,
    Film,
    Maker,
    Picture,
    Reference,
    SectionDraft,
    Solution,
    SolutionOwner,
    SolutionTerm,
)
from sme4smartcities.solutions.queries import found
from sme4smartcities.solutions.queries.answers import on_challenge
from sme4smartcities.solutions.queries.desk import endorsements_wait, joins_wait, work_waits
from sme4smartcities.solutions.queries.solutions import may_see_files
from sme4smartcities.solutions.queries.story import tell_of_challenge
from sme4smartcities.solutions.tasks import remind_stale_solutions
from sme4smartcities.vocabularies.facts import (
    ListsLoaded,
    TermEdited,
    TermsImported,
    TermsMerged,
)

PUBLIC = ("list", "map", "solution", "compare", "file", "list_file")
MEMBER = (
    "mine", "create", "keep", "edit", "draft", "discard", "move", "confirm", "delete", "add", "part", "remove",
    "people", "owner_ask", "owner_back", "join", "endorsement_ask", "endorsement_back", "endorse",
    "import", "import_confirm", "answer", "answer_back",
)  # fmt: skip
API = ("solution_list", "solution", "solution_reference", "solution_picture", "solution_film")
API_MEMBER = (
    "solution_about", "solution_use", "solution_tags", "solution_moves", "solution_confirm",
    "solution_references", "solution_pictures", "solution_films",
    "solution_owners", "solution_owner", "solution_owner_moves",
    "solution_endorsements", "solution_endorsement", "solution_endorsement_moves",
    "solution_answers", "solution_answer",
)  # fmt: skip
FOUND = (
    facts.SolutionCreated,
    facts.SolutionEdited,
    facts.SolutionPublished,
    facts.SolutionWithdrawn,
    facts.SolutionArchived,
    facts.OwnerJoined,
    facts.OwnerLeft,
)

FEATURE = Feature(
    slug="solutions",
    title=_("Solutions"),
    urls="sme4smartcities.solutions.urls",
    api="sme4smartcities.solutions.api",
    access={
        **{f"solutions:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"solutions:{name}": Access.MEMBER for name in MEMBER},
        **{f"api:{name}": Access.PUBLIC for name in API},
        **{f"api:{name}": Access.MEMBER for name in API_MEMBER},
    },
    menu=(
        MenuItem(label=_("Solutions"), url_name="solutions:list", position=30),
        MenuItem(
            label=_("Your solutions"), url_name="solutions:mine", position=25, place="account"
        ),
    ),
    reactions={
        **{fact: (follow,) for fact in FOUND},
        ProfileEdited: (reactions.follow_organisation,),
        OrganisationMoved: (reactions.follow_organisation,),
        OrganisationMerged: (reactions.follow_merged_organisation,),
        OrganisationDeleted: (reactions.follow_deleted_organisation,),
        TermEdited: (reactions.follow_term,),
        TermsMerged: (reactions.follow_merged_term,),
        TermsImported: (reactions.follow_lists,),
        ListsLoaded: (reactions.follow_lists,),
    },
    desk=(joins_wait, endorsements_wait, work_waits),
    periodic=(Periodic(task=remind_stale_solutions, every=86_400),),
    file_readers={"solution": may_see_files},
    public_pages=PublicPages(count=found.public_count, paths=found.public_paths),
    counts=(
        Count(label=ngettext_lazy("solution", "solutions"), rows=found.published, position=40),
    ),
    thread=(tell_of_challenge,),
    panels=(
        Panel(slot="challenge_main", template="solutions/_on_challenge.html", fill=on_challenge),
    ),
    personal_data=(
        PersonalData(
            model=Answer,
            member="stated_by",
            fields={"stated_by": "anonymised"},
            none=("solution", "challenge", "stated_at"),
        ),
        PersonalData(
            model=SectionDraft,
            member="member",
            fields=dict.fromkeys(
                ("solution", "member", "section", "data", "saved_at"), "exported+erased"
            ),
            none=("revision",),
        ),
        PersonalData(
            model=SolutionOwner,
            member="asked_by",
            fields={"asked_by": "anonymised"},
            none=("solution", "organisation", "position", "asked_at", "accepted_at"),
        ),
        PersonalData(
            model=Endorsement,
            member="answered_by",
            fields={"answered_by": "anonymised", "asked_by": "anonymised"},
            none=(
                "solution",
                "organisation",
                "state",
                "text",
                "language",
                "asked_at",
                "answered_at",
            ),
        ),
    ),
    impersonal={
        Reference: "A place where such an offer was used, and by which authority.",
        Film: "A film about such an offer, elsewhere, with its words.",
        Maker: "A company that a public source names as builder of a solution of the Record.",
        Picture: "A picture of such an offer, with its words.",
        Solution: "What organisations offer, in their words.",
        SolutionTerm: "A term that such an offer carries.",
    },
    subjects={"solution": found.cards},
    search=(
        SearchSource(
            kind="solution",
            label=_("Solutions"),
            ids=found.findable,
            documents=found.documents,
        ),
    ),
)
