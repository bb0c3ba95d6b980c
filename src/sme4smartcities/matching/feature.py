"""What matching adds to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges import facts as challenges
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, Panel, Periodic, Setup
from sme4smartcities.matching import reactions, tasks
from sme4smartcities.matching.models import Due, Fit, LanguageSum, Shelf, Vector
from sme4smartcities.matching.queries import panels
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


def take_up_unread() -> None:
    tasks.read_unread.keyed("unread").enqueue()


FEATURE = Feature(
    slug="matching",
    title=_("Matching"),
    urls="sme4smartcities.matching.urls",
    access={f"matching:{name}": Access.MEMBER for name in ("challenge", "consult", "mine")},
    menu=(
        MenuItem(
            label=_("Challenges that fit"), url_name="matching:mine", position=24, place="account"
        ),
    ),
    panels=(
        Panel(slot="challenge_studio", template="matching/_studio.html", fill=panels.in_studio),
        Panel(slot="desk", template="matching/_desk.html", fill=panels.on_desk),
    ),
    reactions={fact: (reactions.follow,) for fact in READ},
    periodic=(Periodic(task=tasks.read_unread, every=3600),),
    on_start=(Setup(title=_("Reading what no model has read yet"), run=take_up_unread),),
    impersonal={
        Vector: "Numbers made from what an organisation, a challenge or a solution says in public.",
        LanguageSum: "A sum of such numbers.",
        Shelf: "How often vectors of a kind were written.",
        Due: "A number that says whose texts changed.",
        Fit: "How well what an organisation says of itself answers a challenge.",
    },
)
