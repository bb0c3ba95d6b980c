"""What acting on matches adds to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.alliances import facts, reactions
from sme4smartcities.alliances.personal import IMPERSONAL, PERSONAL
from sme4smartcities.alliances.queries import panels
from sme4smartcities.alliances.queries.desk import (
    invitations_wait,
    meetings_come,
    meetings_wait,
    offers_wait,
)
from sme4smartcities.alliances.queries.found import alliance_cards, meeting_cards, offer_cards
from sme4smartcities.alliances.queries.reports import reports_wait
from sme4smartcities.alliances.tasks import (
    let_invitations_expire,
    let_old_offers_go,
    remind_of_meetings,
)
from sme4smartcities.challenges import facts as challenges
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, Panel, Periodic
from sme4smartcities.organisations.facts import (
    OrganisationDeleted,
    OrganisationMerged,
    OrganisationMoved,
)

MEMBER = (
    "help_challenge", "help_organisation", "need_solution", "need_organisation",
    "offers", "offers_file", "alliances_file", "meetings_file", "offer", "answer", "report", "offer_move",
    "start", "alliances", "alliance", "send", "add", "end",
    "reply", "give_lead", "covers", "seat_move",
    "propose_to_alliance", "propose_to_offer", "meetings", "meeting", "take", "others",
    "meeting_file", "meeting_move",
)  # fmt: skip
API = (
    "offer_list", "offer", "offer_moves", "offer_lines", "offer_reports",
    "alliance_list", "alliance", "alliance_moves", "alliance_seats", "seat_moves", "seat",
    "meeting_list", "meeting", "meeting_moves",
)  # fmt: skip
CLOSED = (
    challenges.ChallengeWithdrawn,
    challenges.ChallengeSolved,
    challenges.ChallengeArchived,
)

FEATURE = Feature(
    slug="alliances",
    title=_("Acting on matches"),
    urls="sme4smartcities.alliances.urls",
    api="sme4smartcities.alliances.api",
    access={
        **{f"alliances:{name}": Access.MEMBER for name in MEMBER},
        **{f"alliances:{name}": Access.COORDINATOR for name in ("reports", "settle")},
        **{f"api:{name}": Access.MEMBER for name in API},
    },
    menu=(
        MenuItem(
            label=_("Offers of help"), url_name="alliances:offers", position=26, place="account"
        ),
        MenuItem(
            label=_("Alliances"), url_name="alliances:alliances", position=27, place="account"
        ),
        MenuItem(label=_("Meetings"), url_name="alliances:meetings", position=28, place="account"),
        MenuItem(
            label=_("Reported offers"),
            url_name="alliances:reports",
            position=46,
            place="coordinator",
        ),
    ),
    desk=(offers_wait, invitations_wait, meetings_wait, meetings_come, reports_wait),
    panels=(
        Panel(
            slot="match_actions",
            template="alliances/_match_actions.html",
            fill=panels.on_match,
        ),
        Panel(
            slot="match_actions",
            template="alliances/_start_alliance.html",
            fill=panels.on_alliance,
        ),
        Panel(
            slot="challenge_side",
            template="alliances/_challenge_side.html",
            fill=panels.beside_challenge,
            position=20,
        ),
        Panel(
            slot="solution_side",
            template="alliances/_solution_side.html",
            fill=panels.beside_solution,
            position=20,
        ),
    ),
    reactions={
        **{fact: (reactions.follow_closed_challenge,) for fact in CLOSED},
        facts.OfferMoved: (reactions.end_meetings_of_offer,),
        facts.AllianceMoved: (reactions.end_meetings_of_alliance,),
        facts.SeatMoved: (reactions.leave_meetings_of_alliance,),
        OrganisationMoved: (reactions.follow_standing,),
        OrganisationMerged: (reactions.follow_merged_organisation,),
        OrganisationDeleted: (reactions.follow_deleted_organisation,),
    },
    periodic=(
        Periodic(task=let_old_offers_go, every=86_400),
        Periodic(task=let_invitations_expire, every=3_600),
        Periodic(task=remind_of_meetings, every=1_800),
    ),
    personal_data=PERSONAL,
    impersonal=IMPERSONAL,
    subjects={"offer": offer_cards, "alliance": alliance_cards, "meeting": meeting_cards},
)
