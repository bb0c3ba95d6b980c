"""What challenges add to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sme4smartcities.challenges import facts, reactions
from sme4smartcities.challenges.models import (
    Attachment,
    Challenge,
    ChallengeTerm,
    Follower,
    Measure,
    Question,
    SectionDraft,
    Supporter,
    Version,
)
from sme4smartcities.challenges.queries.desk import (
    being_written,
    questions_wait,
    support_waits,
    to_review,
    what_is_new,
)
from sme4smartcities.challenges.queries.found import (
    cards,
    documents,
    findable_ids,
    open_now,
    public_count,
    public_paths,
    reads_files,
)
from sme4smartcities.challenges.queries.panels import of_subject
from sme4smartcities.challenges.services import (
    ABOUT,
    MATTER,
    follow_merged_organisation,
    follow_standing,
)
from sme4smartcities.challenges.tasks import remind_of_questions
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
from sme4smartcities.organisations.facts import OrganisationMerged, OrganisationMoved

PUBLIC = ("list", "challenge", "versions", "file", "list_file", "empty_file", "stop")
MEMBER = (
    "create", "mine", "studio", "section", "keep", "discard", "move", "delete", "check",
    "ask", "answer", "follow", "unfollow", "join", "support", "support_step",
    "bring", "tables", "own_file", "documents", "document_remove", "mails",
)  # fmt: skip
API = ("challenge_list", "challenge", "challenge_questions", "challenge_documents")
FOUND_AFTER = (
    facts.ChallengeEdited,
    facts.TranslationChecked,
    facts.ChallengePublished,
    facts.ChallengeWithdrawn,
    facts.ChallengeSolved,
    facts.ChallengeArchived,
)

STEPS_TOLD = (facts.ChallengeSolved, facts.ChallengeWithdrawn)

PUBLIC_RECORD = "kept: a public question and its answer stay together, as long as the challenge"

FEATURE = Feature(
    slug="challenges",
    title=_("Challenges"),
    urls="sme4smartcities.challenges.urls",
    root_urls="sme4smartcities.challenges.root_urls",
    api="sme4smartcities.challenges.api",
    access={
        **{f"challenges:{name}": Access.PUBLIC for name in PUBLIC},
        **{f"challenges:{name}": Access.MEMBER for name in MEMBER},
        "challenges_feed": Access.PUBLIC,
        **{f"api:{name}": Access.PUBLIC for name in API},
        "api:challenge_moves": Access.MEMBER,
        "api:challenge_answer": Access.MEMBER,
        "api:challenge_document": Access.MEMBER,
        "challenges:question_remove": Access.COORDINATOR,
    },
    menu=(
        MenuItem(label=_("Challenges"), url_name="challenges:list", position=5),
        MenuItem(
            label=_("Your challenges"), url_name="challenges:mine", position=25, place="account"
        ),
    ),
    desk=(being_written, to_review, questions_wait, support_waits, what_is_new),
    counts=(
        Count(label=ngettext_lazy("open challenge", "open challenges"), rows=open_now, position=10),
    ),
    periodic=(Periodic(task=remind_of_questions, every=86_400),),
    file_readers={"challenge": reads_files},
    public_pages=PublicPages(count=public_count, paths=public_paths),
    reactions={
        **{fact: [follow] for fact in FOUND_AFTER},
        **{fact: [follow, reactions.tell_of_step] for fact in STEPS_TOLD},
        facts.ChallengeEdited: [follow, reactions.tell_of_change],
        facts.AttachmentAdded: [reactions.tell_of_change],
        facts.QuestionAnswered: [reactions.tell_of_answer],
        OrganisationMerged: [follow_merged_organisation],
        OrganisationMoved: [follow_standing],
    },
    tables={ABOUT: MATTER},
    panels=tuple(
        Panel(slot=slot, template="challenges/_of_subject.html", fill=of_subject)
        for slot in ("organisation", "programme")
    ),
    personal_data=(
        PersonalData(
            model=Question,
            member="asker",
            fields={
                "asker": "anonymised",
                "challenge": "exported+anonymised",
                "organisation": "exported+anonymised",
                "text": f"exported+{PUBLIC_RECORD}",
                "asked_at": f"exported+{PUBLIC_RECORD}",
                "answered_by": "anonymised",
            },
            none=(
                "hidden",
                "language",
                "answer",
                "answer_language",
                "answered_at",
                "reminded_at",
                "removed_at",
            ),
        ),
        PersonalData(
            model=Supporter,
            member="asked_by",
            fields={
                "asked_by": "anonymised",
                "challenge": "exported+anonymised",
                "organisation": "exported+anonymised",
                "message": "exported+erased",
                "asked_at": "exported+anonymised",
            },
            none=("role", "pilot_site", "state", "decided_at"),
        ),
        PersonalData(
            model=Follower,
            member="member",
            fields=dict.fromkeys(
                ("challenge", "member", "since", "seen_at", "mails"), "exported+erased"
            ),
        ),
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
        Attachment: "A document of an authority beside its challenge.",
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
