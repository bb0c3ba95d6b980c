"""What opportunities add to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import (
    Count,
    Feature,
    MenuItem,
    Periodic,
    PersonalData,
    PublicPages,
    SearchSource,
)
from sme4smartcities.core.search.services import follow
from sme4smartcities.opportunities import facts, reactions
from sme4smartcities.opportunities.models import (
    CalendarAddress,
    Complaint,
    Deadline,
    Occurrence,
    Opportunity,
    OpportunityTerm,
)
from sme4smartcities.opportunities.queries import found
from sme4smartcities.opportunities.queries.desk import being_written, reported, to_review
from sme4smartcities.opportunities.tasks import turn_dates
from sme4smartcities.organisations.facts import (
    OrganisationMerged,
    OrganisationMoved,
    ProfileEdited,
)
from sme4smartcities.vocabularies.facts import (
    ListsLoaded,
    TermEdited,
    TermsImported,
    TermsMerged,
)

PUBLIC = ("list", "month", "agenda", "opportunity", "report")
MEMBER = ("mine", "create", "keep", "edit", "move", "delete", "calendars", "revoke")
ROOT = ("opportunities_out", "opportunity_calendar", "personal_calendar")
COORDINATOR = ("queue", "settle")
API = ("opportunity_list", "opportunity")
API_MEMBER = ("opportunity_moves",)
FOUND = (
    facts.OpportunityEdited,
    facts.OpportunityChanged,
    facts.OpportunityPublished,
    facts.OpportunityPostponed,
    facts.OpportunityCancelled,
    facts.OpportunityClosed,
    facts.OpportunityGone,
    facts.OpportunityWithdrawn,
)

FEATURE = Feature(
    slug="opportunities",
    title=_("Opportunities"),
    urls="sme4smartcities.opportunities.urls",
    root_urls="sme4smartcities.opportunities.root_urls",
    api="sme4smartcities.opportunities.api",
    access={
        **{f"opportunities:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"opportunities:{name}": Access.MEMBER for name in MEMBER},
        **{f"opportunities:{name}": Access.COORDINATOR for name in COORDINATOR},
        **dict.fromkeys(ROOT, Access.PUBLIC),
        **{f"api:{name}": Access.PUBLIC for name in API},
        **{f"api:{name}": Access.MEMBER for name in API_MEMBER},
    },
    menu=(
        MenuItem(label=_("Opportunities"), url_name="opportunities:list", position=40),
        MenuItem(
            label=_("Your opportunities"),
            url_name="opportunities:mine",
            position=26,
            place="account",
        ),
        MenuItem(
            label=_("Opportunities to look at"),
            url_name="opportunities:queue",
            position=45,
            place="coordinator",
        ),
    ),
    reactions={
        **{fact: (follow,) for fact in FOUND},
        ProfileEdited: (reactions.follow_organisation,),
        OrganisationMoved: (reactions.follow_organisation,),
        OrganisationMerged: (reactions.follow_merged_organisation,),
        TermEdited: (reactions.follow_term,),
        TermsMerged: (reactions.follow_merged_term,),
        TermsImported: (reactions.follow_lists,),
        ListsLoaded: (reactions.follow_lists,),
    },
    desk=(being_written, to_review, reported),
    periodic=(Periodic(task=turn_dates, every=600),),
    public_pages=PublicPages(count=found.public_count, paths=found.public_paths),
    counts=(
        Count(label=ngettext_lazy("opportunity", "opportunities"), rows=found.to_come, position=50),
    ),
    personal_data=(
        PersonalData(
            model=Complaint,
            member="member",
            fields={
                "member": "anonymised",
                "opportunity": "exported+anonymised",
                "reason": "exported+anonymised",
                "text": "exported+erased",
                "email": "exported+erased",
                "made_at": "exported+anonymised",
                "settled_by": "anonymised",
            },
            none=("outcome", "settled_at"),
        ),
        PersonalData(
            model=CalendarAddress,
            member="member",
            fields={
                "member": "exported+erased",
                "query": "exported+erased",
                "made_at": "exported+erased",
                "read_on": "exported+erased",
                "digest": "erased",
            },
        ),
    ),
    impersonal={
        Deadline: "Until when something must be done.",
        Occurrence: "When something takes place.",
        Opportunity: "What organisations announce, in their words.",
        OpportunityTerm: "A term that such an announcement carries.",
    },
    subjects={"opportunity": found.cards},
    search=(
        SearchSource(
            kind="opportunity",
            label=_("Opportunities"),
            ids=found.findable,
            documents=found.documents,
        ),
    ),
)
