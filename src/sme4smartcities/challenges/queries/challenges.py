"""One challenge as its page and its Studio show it, and the lists of those who write."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import (
    Attachment,
    Challenge,
    Facet,
    Measure,
    SectionDraft,
    State,
    Version,
)
from sme4smartcities.challenges.policies import AUTHORITIES, may_read_documents
from sme4smartcities.challenges.texts import LABELS, LINES, LONGEST, languages_in
from sme4smartcities.core import formats
from sme4smartcities.core.drafting import sections_of
from sme4smartcities.core.errors import Message
from sme4smartcities.core.panels import asked_once_a_page
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.policies import is_coordinator
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import lineage, term_with_id

CENTS = 100
MOST_EXAMPLES = 6


@asked_once_a_page
def challenge_for(actor: Actor, number: int) -> Challenge | None:
    """Give a challenge that the actor may see, with its owner and programme.

    ``has_versions``: everybody may compare versions of it; ``has_documents``: some lie beside it.
    """
    rows = Challenge.objects.visible_to(actor).select_related("owner", "programme", "owner__logo")
    told = Version.objects.filter(challenge=OuterRef("pk"), public=True).order_by("pk")
    papers = Attachment.objects.filter(challenge=OuterRef("pk"))
    found = rows.annotate(has_versions=Exists(told[1:2]), has_documents=Exists(papers))
    return found.filter(pk=number).first()


def attachments_of(row: Challenge) -> list[Attachment]:
    """Give the documents beside a challenge with their files. One query."""
    return list(row.attachments.select_related("file"))


def documents_for(actor: Actor, row: Challenge) -> list[Attachment]:
    """Give the documents that this reader may take."""
    there = getattr(row, "has_documents", True) and may_read_documents(actor, row)
    return attachments_of(row) if there else []


def drafts_in(member: Member, challenge: Challenge, slots: Collection[str]) -> list[SectionDraft]:
    """Give what the member typed into some slots and did not save, the newest last. One query."""
    return list(challenge.drafts.filter(member=member, section__in=slots).order_by("saved_at"))


def drafts_of(member: Member, challenge: Challenge) -> set[str]:
    """Give the sections in which the member has typed something that is not saved."""
    return sections_of(challenge.drafts.filter(member=member))


def own_challenges(actor: Actor) -> QuerySet[Challenge]:
    """Give those that the actor writes, what needs work first."""
    return (
        Challenge.objects.written_by(actor).select_related("owner").order_by("-updated_at", "-id")
    )


def of_the_past() -> list[Challenge]:
    """Give challenges of a closed programme, as examples for those who write. One query."""
    rows = Challenge.objects.listed().filter(layer=Layer.RECORD).select_related("owner")
    return list(rows.order_by("pk")[:MOST_EXAMPLES])


def waiting_for_review() -> QuerySet[Challenge]:
    rows = Challenge.objects.filter(state=State.REVIEW).select_related("owner")
    return rows.order_by("moved_at", "id")


def owners_for(actor: Actor) -> list[Organisation]:
    """Give the public bodies of the actor for which he or she may open a challenge."""
    return list(_own_bodies(actor).select_related("territory").order_by("sort_key", "pk")[:500])


def may_open(actor: Actor) -> bool:
    """Say whether the actor may open a challenge at all: for a body of one's own, a coordinator for any."""
    return actor.is_authenticated and (is_coordinator(actor) or _own_bodies(actor).exists())


def _own_bodies(actor: Actor) -> QuerySet[Organisation]:
    rows = Organisation.objects.listed().exclude(layer=Layer.RECORD)
    own = Organisation.objects.of(actor).values("pk")
    return rows.filter(kind__code__in=AUTHORITIES, pk__in=own)


@dataclass(frozen=True)
class Change:
    """A figure of today and its goal, as the page shows them."""

    measure: Measure

    @property
    def today(self) -> str:
        return _spoken(self.measure.baseline, self.measure.unit)

    @property
    def goal(self) -> str:
        return _spoken(self.measure.target, self.measure.unit)


def _spoken(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    number = formats.number(value.normalize())
    return f"{number}\u00a0{unit}" if len(unit) < 12 else f"{number} {unit}"


@dataclass(frozen=True)
class ChallengePage:
    """All that the public page shows beside the challenge itself."""

    changes: Sequence[Change]
    terms: dict[str, list[Term]]
    places: list[str]  # names from near to far
    territories: Sequence[Term]
    budget: str
    written: Sequence[tuple[Message, Any]]  # heading and value of each long text
    languages: str
    url: str  # the whole address, as others link to it

    @property
    def domains(self) -> list[Term]:
        return self.terms.get(Facet.DOMAIN, [])

    @property
    def labels(self) -> list[str]:
        return [term.label for term in self.domains[:2]]

    @property
    def tags(self) -> list[tuple[Message, list[str]]]:
        """Give the other statements under their names, as the page's terms list them."""
        rest = [facet for facet in Facet if facet != Facet.DOMAIN]
        return [
            (facet.label, [term.label for term in self.terms[facet]])
            for facet in rest
            if self.terms.get(facet)
        ]


def challenge_page(row: Challenge) -> ChallengePage:
    """Read the page's parts: two queries."""
    terms = terms_of(row)
    territory = [term for term in terms.pop(Facet.TERRITORY, [])]
    return ChallengePage(
        changes=[
            Change(one)
            for one in row.measures.all()
            if one.baseline is not None or one.target is not None
        ],
        terms=terms,
        places=_places(territory),
        territories=territory,
        budget=budget_of(row),
        written=[
            (LABELS[name], getattr(row, name))
            for name in LONGEST
            if name not in LINES and getattr(row, name)
        ],
        languages=languages_of(row),
        url=f"{settings.BASE_URL}{row.get_absolute_url()}",
    )


def languages_of(row: Challenge) -> str:
    """Say in which languages it can be read, and which is the original."""
    original, *others = languages_in(row) or [row.source_language]
    words = {"original": formats.language_name(original)}
    if not others:
        return _("Written in %(original)s") % words
    words["others"] = ", ".join(formats.language_name(code) for code in others)
    return _("Original in %(original)s, also in %(others)s") % words


def terms_of(row: Challenge) -> dict[str, list[Term]]:
    """Give the statements by facet; of places only the narrowest. One query."""
    held: dict[str, list[Term]] = {}
    for facet, number in row.terms.order_by("facet", "pk").values_list("facet", "term_id"):
        if found := term_with_id(number):
            held.setdefault(facet, []).append(found)
    if places := held.get(Facet.TERRITORY):
        held[Facet.TERRITORY] = narrowest(places)
    return held


def narrowest(places: Sequence[Term]) -> list[Term]:
    """Leave out the places that only stand there because another lies in them."""
    above = {up.pk for term in places for up in lineage(term)[:-1]}
    return [term for term in places if term.pk not in above]


def _places(terms: Sequence[Term]) -> list[str]:
    return [", ".join(one.label for one in reversed(lineage(term))) for term in terms]


def budget_of(row: Challenge) -> str:
    """Write the budget band in the reader's way; "" where none is stated."""
    low, high = row.budget_least, row.budget_most
    ends = [
        formats.money(Decimal(value) / CENTS, row.currency)
        for value in (low, high)
        if value is not None
    ]
    if len(set(ends)) == 2:
        return " – ".join(ends)
    return ends[0] if ends else ""
