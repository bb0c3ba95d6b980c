"""What matching adds to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges import facts as challenges
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import (
    Feature,
    MenuItem,
    Panel,
    Periodic,
    PersonalData,
    Setup,
)
from sme4smartcities.matching import facts, reactions, tasks
from sme4smartcities.matching.models import (
    Bound,
    Due,
    Feedback,
    Fit,
    LanguageSum,
    Mute,
    Shelf,
    Vector,
    Wordless,
)
from sme4smartcities.matching.queries import panels
from sme4smartcities.matching.services.reach import follow_merged
from sme4smartcities.organisations import facts as organisations
from sme4smartcities.solutions import facts as solutions

READ = (
    organisations.OrganisationRegistered,
    organisations.ProfileEdited,
    organisations.OrganisationMoved,
    organisations.OrganisationMerged,
    organisations.OrganisationDeleted,
    challenges.ChallengeCreated,
    challenges.ChallengeEdited,
    challenges.TranslationChecked,
    challenges.ChallengePublished,
    challenges.ChallengeDeleted,
    solutions.SolutionEdited,
    solutions.SolutionPublished,
    solutions.SolutionWithdrawn,
    solutions.SolutionArchived,
    solutions.SolutionDeleted,
)
MEMBER = (
    "challenge", "consult", "team", "mine", "partners", "like", "match", "useful", "dismiss",
    "feedback", "take_back", "mute", "unmute", "reach",
)  # fmt: skip
API = (
    "challenges", "partners", "like", "consultations", "offers", "alliances", "single", "feedback",
    "feedback_one", "muted", "muted_one", "suggestions",
)  # fmt: skip


def take_up_unread() -> None:
    tasks.read_unread.keyed("unread").enqueue()


FEATURE = Feature(
    slug="matching",
    title=_("Matching"),
    kept=f"SELECT SUM(written + removed) FROM {Shelf._meta.db_table}",
    urls="sme4smartcities.matching.urls",
    api="sme4smartcities.matching.api",
    access={
        **{f"matching:{name}": Access.MEMBER for name in MEMBER},
        **{f"api:match_{name}": Access.MEMBER for name in API},
    },
    menu=(
        MenuItem(
            label=_("Challenges that fit"), url_name="matching:mine", position=24, place="account"
        ),
    ),
    panels=(
        Panel(slot="challenge_studio", template="matching/_studio.html", fill=panels.in_studio),
        Panel(slot="desk", template="matching/_desk.html", fill=panels.on_desk),
        Panel(slot="challenge_main", template="matching/_challenge.html", fill=panels.on_challenge),
        Panel(slot="solution_main", template="matching/_solution.html", fill=panels.on_solution),
        Panel(
            slot="organisation",
            template="matching/_organisation.html",
            fill=panels.on_organisation,
        ),
    ),
    reactions={
        **{fact: (reactions.follow,) for fact in READ},
        organisations.OrganisationMerged: (reactions.follow, follow_merged),
        facts.ReachSet: (reactions.follow_limits,),
    },
    periodic=(
        Periodic(task=tasks.read_unread, every=3600),
        Periodic(task=tasks.judge_again, every=86_400),
    ),
    on_start=(Setup(title=_("Reading what no model has read yet"), run=take_up_unread),),
    personal_data=(
        PersonalData(
            model=Feedback,
            member="member",
            fields=dict.fromkeys(
                (
                    "member",
                    "own_kind",
                    "own_id",
                    "shown_kind",
                    "shown_id",
                    "verdict",
                    "reason",
                    "at",
                ),
                "exported+erased",
            ),
        ),
        PersonalData(
            model=Mute,
            member="member",
            fields=dict.fromkeys(("member", "part", "at"), "exported+erased"),
        ),
    ),
    impersonal={
        Bound: "Which organisations and places an organisation keeps away from.",
        Vector: "Numbers made from what an organisation, a challenge or a solution says in public.",
        LanguageSum: "A sum of such numbers.",
        Shelf: "How often vectors of a kind, or matches, were written.",
        Wordless: "Numbers of what has no text that a model could read.",
        Due: "A number that says whose texts changed.",
        Fit: "How well what an organisation says of itself answers a challenge.",
    },
)
