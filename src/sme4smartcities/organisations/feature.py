"""What the directory adds to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import (
    Count,
    Feature,
    MenuItem,
    Periodic,
    PublicPages,
    SearchSource,
    Setup,
)
from sme4smartcities.core.search.services import follow
from sme4smartcities.organisations import facts, reactions
from sme4smartcities.organisations.directory.services import note_change, take_index
from sme4smartcities.organisations.personal import IMPERSONAL, PERSONAL
from sme4smartcities.organisations.queries import desk, found
from sme4smartcities.organisations.queries.organisations import (
    may_see_files,
    public_count,
    public_paths,
)
from sme4smartcities.organisations.services.following import find_the_kept_one
from sme4smartcities.organisations.services.suppressing import obey_after_restore
from sme4smartcities.organisations.tasks import (
    let_old_data_go,
    remind_stale_profiles,
    tell_contacts,
)
from sme4smartcities.vocabularies.facts import (
    ListsLoaded,
    PlaceEdited,
    PlacesLoaded,
    TermEdited,
    TermsImported,
    TermsMerged,
    TerritoryTableApplied,
)

DAY = 86_400
PUBLIC = (
    "directory",
    "organisation", "organisation_by_number", "objection", "invitation", "invitation_decline",
)  # fmt: skip
MEMBER = (
    "register", "mine", "edit", "welcome", "draft", "discard", "confirm", "move", "delete",
    "people", "logo", "invite", "invitation_withdraw", "invitation_take", "invitation_refuse", "myself", "appoint", "remove", "join", "claim", "leave", "answer",
    "write", "inbox", "conversation", "close", "block", "unblock", "report", "contact",
)  # fmt: skip
COORDINATOR = (
    "verify", "unverify", "merge", "merged", "reports", "settle", "contacts", "contacts_export", "keep_away", "contact_add",
    "contact_edit", "contact_invite", "contact_letter", "contact_posted", "contact_delete",
)  # fmt: skip
INDEXED = (
    facts.OrganisationRegistered,
    facts.ProfileEdited,
    facts.OrganisationMoved,
)
COUNTED = (
    facts.OrganisationVerified,
    facts.VerificationRevoked,
    facts.OrganisationDeleted,
)
LISTS = (ListsLoaded, PlacesLoaded, TermsImported, TerritoryTableApplied)


def _obey() -> None:
    obey_after_restore()


API = (
    "organisation_list", "organisation_facets", "organisation", "organisation_colleagues",
)  # fmt: skip
API_MEMBER = (
    "organisation_basics", "organisation_work", "organisation_capabilities",
    "organisation_credentials", "organisation_confirm", "organisation_logo", "organisation_people",
    "organisation_person", "organisation_join_requests", "join_request", "organisation_messages",
    "conversation_list", "conversation", "conversation_messages", "conversation_close",
    "conversation_reports", "contact",
    "organisation_contacts",
)  # fmt: skip
API_COORDINATOR = ("contact_list", "contact_invitation")

FEATURE = Feature(
    slug="organisations",
    title=_("Organisations"),
    urls="sme4smartcities.organisations.urls",
    api="sme4smartcities.organisations.api",
    access={
        **{f"organisations:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"organisations:{name}": Access.MEMBER for name in MEMBER},
        **{f"organisations:{name}": Access.COORDINATOR for name in COORDINATOR},
        **{f"api:{name}": Access.PUBLIC for name in API},
        **{f"api:{name}": Access.MEMBER for name in API_MEMBER},
        **{f"api:{name}": Access.COORDINATOR for name in API_COORDINATOR},
    },
    menu=(
        MenuItem(label=_("Organisations"), url_name="organisations:directory", position=10),
        MenuItem(
            label=_("Your organisations"),
            url_name="organisations:mine",
            position=20,
            place="account",
        ),
        MenuItem(label=_("Messages"), url_name="organisations:inbox", position=30, place="account"),
        MenuItem(
            label=_("Contacts"), url_name="organisations:contacts", position=40, place="coordinator"
        ),
        MenuItem(
            label=_("Reported conversations"),
            url_name="organisations:reports",
            position=45,
            place="coordinator",
        ),
    ),
    reactions={
        **{fact: (follow, note_change) for fact in INDEXED},
        **{fact: (note_change,) for fact in COUNTED},
        facts.OrganisationMerged: (follow, find_the_kept_one, note_change),
        TermEdited: (reactions.follow_term,),
        TermsMerged: (reactions.follow_merged_term,),
        PlaceEdited: (reactions.follow_place,),
        **{fact: (reactions.follow_lists,) for fact in LISTS},
    },
    periodic=(
        Periodic(task=take_index, every=3600),
        Periodic(task=remind_stale_profiles, every=DAY),
        Periodic(task=tell_contacts, every=DAY),
        Periodic(task=let_old_data_go, every=DAY),
    ),
    after_restore=(Setup(title=_("Keeping away who said no"), run=_obey),),
    personal_data=PERSONAL,
    impersonal=IMPERSONAL,
    subjects={"organisation": desk.cards_of, "conversation": desk.conversation_cards},
    file_readers={"organisation": may_see_files},
    desk=(desk.desk_of,),
    search=(
        SearchSource(
            kind="organisation",
            label=_("Organisations"),
            ids=found.findable,
            documents=found.documents_of,
        ),
    ),
    counts=(
        Count(
            label=ngettext_lazy("organisation", "organisations"),
            rows=desk.listed_organisations,
            position=10,
        ),
        Count(label=ngettext_lazy("country", "countries"), rows=desk.countries, position=20),
    ),
    public_pages=PublicPages(count=public_count, paths=public_paths),
)
