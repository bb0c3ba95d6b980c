"""What suggested tags add to the house."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges import facts as challenges
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, Panel, Periodic, Setup
from sme4smartcities.matching.tagging import reactions, tasks
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.queries.suggested import panel
from sme4smartcities.organisations import facts as organisations
from sme4smartcities.solutions import facts as solutions
from sme4smartcities.vocabularies import facts as vocabularies

TEXTS = (
    organisations.OrganisationRegistered,
    organisations.ProfileEdited,
    organisations.OrganisationMerged,
    organisations.OrganisationDeleted,
    challenges.ChallengeCreated,
    challenges.ChallengeEdited,
    challenges.ChallengeDeleted,
    solutions.SolutionCreated,
    solutions.SolutionEdited,
    solutions.SolutionDeleted,
)
LISTS = (
    vocabularies.ListsLoaded,
    vocabularies.TermsImported,
    vocabularies.TermAdded,
    vocabularies.TermEdited,
    vocabularies.TermRetired,
    vocabularies.TermRestored,
    vocabularies.TermsMerged,
)
PLACES = ("challenge_studio", "solution_studio", "organisation_studio")


def take_up_lists() -> None:
    tasks.read_terms.keyed("terms").enqueue()


FEATURE = Feature(
    slug="tagging",
    title=_("Suggested tags"),
    urls="sme4smartcities.matching.tagging.urls",
    api="sme4smartcities.matching.tagging.api",
    access={
        "tagging:tags": Access.MEMBER,
        "tagging:decide": Access.MEMBER,
        "api:tag_suggestions": Access.MEMBER,
        "api:tag_suggestion": Access.MEMBER,
    },
    panels=tuple(Panel(slot=slot, template="tagging/_tags.html", fill=panel) for slot in PLACES),
    reactions={
        **{fact: (reactions.follow_text,) for fact in TEXTS},
        **{fact: (reactions.follow_list,) for fact in LISTS},
    },
    periodic=(Periodic(task=tasks.read_terms, every=3600),),
    on_start=(Setup(title=_("Reading the lists of terms"), run=take_up_lists),),
    impersonal={
        Suggestion: "Terms that a text of an organisation seems to speak of, and those it refused.",
    },
)
