"""What challenges add to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sme4smartcities.challenges import facts
from sme4smartcities.challenges.models import (
    Challenge,
    ChallengeTerm,
    Measure,
    SectionDraft,
    Version,
)
from sme4smartcities.challenges.queries.desk import being_written, to_review
from sme4smartcities.challenges.queries.found import (
    cards,
    documents,
    findable_ids,
    open_count,
    public_count,
    public_paths,
    reads_files,
)
from sme4smartcities.challenges.services import follow_merged_organisation, follow_standing
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import (
    Count,
    Feature,
    MenuItem,
    PersonalData,
    PublicPages,
    SearchSource,
)
from sme4smartcities.core.search.services import follow
from sme4smartcities.organisations.facts import OrganisationMerged, OrganisationMoved

PUBLIC = ("list", "challenge")
MEMBER = (
    "create", "mine", "studio", "section", "keep", "discard", "move", "delete", "check",
)  # fmt: skip
FOUND_AFTER = (
    facts.ChallengeEdited,
    facts.TranslationChecked,
    facts.ChallengePublished,
    facts.ChallengeWithdrawn,
    facts.ChallengeSolved,
    facts.ChallengeArchived,
)

FEATURE = Feature(
    slug="challenges",
    title=_("Challenges"),
    urls="sme4smartcities.challenges.urls",
    access={
        **{f"challenges:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"challenges:{name}": Access.MEMBER for name in MEMBER},
    },
    menu=(
        MenuItem(label=_("Challenges"), url_name="challenges:list", position=5),
        MenuItem(
            label=_("Your challenges"), url_name="challenges:mine", position=25, place="account"
        ),
    ),
    desk=(being_written, to_review),
    counts=(
        Count(
            label=ngettext_lazy("open challenge", "open challenges"), count=open_count, position=10
        ),
    ),
    file_readers={"challenge": reads_files},
    public_pages=PublicPages(count=public_count, paths=public_paths),
    reactions={
        **{fact: [follow] for fact in FOUND_AFTER},
        OrganisationMerged: [follow_merged_organisation],
        OrganisationMoved: [follow_standing],
    },
    personal_data=(
        PersonalData(
            model=SectionDraft,
            member="member",
            fields=dict.fromkeys(
                ("challenge", "member", "section", "data", "saved_at"), "exported+erased"
            ),
            none=("revision",),
        ),
        PersonalData(
            model=Version,
            member="author",
            fields={
                "author": "anonymised",
                "challenge": "exported+anonymised",
                "number": "exported+anonymised",
                "made_at": "exported+anonymised",
            },
            none=("content", "public"),
        ),
    ),
    impersonal={
        Challenge: "A problem of an authority, as its people present it.",
        ChallengeTerm: "A statement by which a challenge is found.",
        Measure: "A figure of a challenge and its goal.",
    },
    subjects={"challenge": cards},
    search=(
        SearchSource(
            kind="challenge", label=_("Challenges"), ids=findable_ids, documents=documents
        ),
    ),
)
