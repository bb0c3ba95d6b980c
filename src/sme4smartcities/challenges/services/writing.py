"""Open a challenge and change what it says; every save is a version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.facts import (
    ChallengeCreated,
    ChallengeEdited,
    TranslationChecked,
)
from sme4smartcities.challenges.models import Better, Challenge, Measure, SectionDraft
from sme4smartcities.challenges.policies import may_create, may_edit
from sme4smartcities.challenges.services.refusals import NOT_OWNER, NOT_YOURS
from sme4smartcities.challenges.services.terms import write_all
from sme4smartcities.challenges.services.versions import keep_version
from sme4smartcities.challenges.texts import LONGEST, LONGEST_NAME, fitting
from sme4smartcities.core.editing import STALE
from sme4smartcities.core.errors import Refused, Stale
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.vocabularies.models import Term

PLAIN = frozenset(
    {
        "sufferers_count",
        "budget_least",
        "budget_most",
        "currency",
        "procedure",
        "trl_least",
        "questions_until",
        "wanted_from",
        "wanted_until",
        "programme",
    }
)
MOST_MEASURES = 3
Texts = Mapping[str, tuple[str, str]]  # label → (what is saved, what was typed)


@dataclass(frozen=True, kw_only=True)
class MeasureValues:
    """One figure; its name is written in the language of the edit.

    ``place``: the position of the figure that it changes, whose names in other languages stay.
    """

    name: str
    unit: str
    better: str
    baseline: Decimal | None = None
    target: Decimal | None = None
    source: str = ""
    place: int | None = None


@dataclass(frozen=True, kw_only=True)
class Edit:
    """What one save changes; what is not named stays. ``language``: of all texts in it."""

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[str, Sequence[Term]] = field(default_factory=dict)
    measures: Sequence[MeasureValues] | None = None
    drafts: Sequence[str] = ()  # slots of what the writer had kept, which has served then


@transaction.atomic
def create_challenge(
    *,
    actor: Actor,
    owner: Organisation,
    language: str,
    title: str,
    programme: Programme | None = None,
) -> Challenge:
    """Open a draft that only its own people and the coordinators see."""
    require(may_create(actor, owner), NOT_OWNER)
    text = fitting("title", title)
    if not text:
        raise Refused(_("Give the challenge a title."))
    layer = Layer.EXAMPLE if owner.layer == Layer.EXAMPLE else Layer.REAL
    row = Challenge(owner=owner, source_language=language, layer=layer, programme=programme)
    row.title = with_text({}, language, text)
    row.full_clean()
    row.save()
    if owner.territory is not None:
        write_all(row, {"territory": [owner.territory]})
    keep_version(row, actor)
    record(ChallengeCreated(actor_id=actor.pk, subject_id=row.pk, owner_id=owner.pk))
    return row


@transaction.atomic
def edit_challenge(
    *,
    actor: Actor,
    challenge: Challenge,
    edit: Edit,
    revision: int | None = None,
    texts: Texts | None = None,
) -> Challenge:
    """Save a change. Raises Stale, with ``texts``, when somebody saved after ``revision``."""
    row = opened(actor, challenge)
    if revision is not None and revision != row.revision:
        raise Stale(STALE, texts=texts)
    row.turn_page(None)
    for name, text in edit.texts.items():
        _write_text(row, name, edit.language, fitting(name, text))
    for name, value in edit.values.items():
        if name not in PLAIN:
            raise TypeError(f"A challenge has no such field to edit: {name}")
        setattr(row, name, value)
    if edit.language and not any(row.source_language in getattr(row, one) for one in LONGEST):
        row.source_language = edit.language
    check(row)
    if row.is_open:
        row.news_at = timezone.now()
    row.save()
    write_all(row, edit.terms)
    if edit.measures is not None:
        write_measures(row, edit.language, edit.measures)
    _drop_draft(actor, row, edit)
    version = keep_version(row, actor)
    record(ChallengeEdited(actor_id=actor.pk, subject_id=row.pk, version=version.number))
    return row


@transaction.atomic
def add_term(*, actor: Actor, challenge: Challenge, facet: str, term: Term) -> Challenge:
    """State one thing more; what stands there already changes nothing."""
    row = opened(actor, challenge)
    rows = row.terms.filter(facet=facet).select_related("term__vocabulary")
    held = [one.term for one in rows]
    if term in held:
        return row
    return edit_challenge(
        actor=actor, challenge=row, edit=Edit(language="", terms={facet: [*held, term]})
    )


def opened(actor: Actor, challenge: Challenge) -> Challenge:
    """Fetch the row for writing. Raises NotAllowed."""
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("owner")
    row = rows.get(pk=challenge.pk)
    require(may_edit(actor, row), NOT_YOURS)
    return row


def _write_text(row: Challenge, name: str, language: str, text: str) -> None:
    """Set one text; translations of a source that changed are no longer checked."""
    was: dict[str, Any] = getattr(row, name)
    before = was.get(language, {})
    if before.get("text", "") == text:
        return
    value = with_text(was, language, text)
    if before.get("state") == "source":
        for entry in value.values():
            if entry["state"] == "checked":
                entry["state"] = "written"
    setattr(row, name, value)


def check(row: Challenge) -> None:
    """Refuse what does not go together in a challenge, whichever way it was written."""
    if not row.title:
        raise Refused(_("Give the challenge a title."))
    low, high = row.budget_least, row.budget_most
    if low is not None and high is not None and low > high:
        raise Refused(_("The budget begins above its end. Exchange the two amounts."))
    first, last = row.wanted_from, row.wanted_until
    if first and last and first > last:
        raise Refused(_("The end of the time you want it lies before its beginning."))
    row.full_clean()


def _drop_draft(actor: Actor, row: Challenge, edit: Edit) -> None:
    """What the writer had kept of this section has served."""
    if edit.drafts:
        SectionDraft.objects.filter(
            challenge=row, member_id=actor.pk or 0, section__in=edit.drafts
        ).delete()


def write_measures(row: Challenge, language: str, measures: Sequence[MeasureValues]) -> None:
    """Replace the figures; one that is changed keeps its words in other languages."""
    if len(measures) > MOST_MEASURES:
        raise Refused(_("Give at most %(most)s figures.") % {"most": MOST_MEASURES})
    names = {one.position: one.name for one in row.measures.all()}
    row.measures.all().delete()
    for position, values in enumerate(measures):
        known = names.get(values.place, {}) if values.place is not None else {}
        one = Measure(challenge=row, position=position, name=known)
        _fill(one, language, values)
        one.save()


def _fill(one: Measure, language: str, values: MeasureValues) -> None:
    one.name = with_text(one.name, language, " ".join(tidy(values.name).split())[:LONGEST_NAME])
    one.unit, one.source = tidy(values.unit)[:40], tidy(values.source)[:300]
    one.better = values.better
    one.baseline, one.target = values.baseline, values.target
    if refusal := contradiction(values):
        raise Refused(refusal)
    try:
        one.full_clean(exclude=["challenge"], validate_constraints=False)
    except ValidationError as error:
        raise Refused(_("A figure needs a unit, and numbers of at most eleven digits.")) from error


def contradiction(values: MeasureValues) -> str:
    """Say what does not fit together in a figure; "" where all does."""
    today, goal = values.baseline, values.target
    if today is None or goal is None:
        return ""
    words = {"today": today.normalize(), "goal": goal.normalize()}
    if values.better == Better.MORE and goal <= today:
        text = _(
            "More is better here, but the goal (%(goal)s) does not lie above today’s value"
            " (%(today)s). Change one of the two, or say that less is better."
        )
        return str(text % {key: f"{value:f}" for key, value in words.items()})
    if values.better == Better.LESS and goal >= today:
        text = _(
            "Less is better here, but the goal (%(goal)s) does not lie below today’s value"
            " (%(today)s). Change one of the two, or say that more is better."
        )
        return str(text % {key: f"{value:f}" for key, value in words.items()})
    return ""


@transaction.atomic
def check_translation(*, actor: Actor, challenge: Challenge, language: str) -> Challenge:
    """Note that somebody read all texts of a language against the source and found them right."""
    row = opened(actor, challenge)
    changed = False
    for name in LONGEST:
        entry = getattr(row, name).get(language)
        if entry and entry["state"] in ("written", "machine"):
            entry["state"] = "checked"
            changed = True
    if changed:
        row.turn_page(None)
        row.save()
        keep_version(row, actor)
        record(TranslationChecked(actor_id=actor.pk, subject_id=row.pk))
    return row
