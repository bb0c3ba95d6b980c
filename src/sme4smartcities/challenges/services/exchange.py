"""A challenge goes out as a file and comes in again, here or on another platform, as a draft."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models import VOCABULARY_OF, Challenge, Facet, Measure
from sme4smartcities.challenges.policies import may_read_documents
from sme4smartcities.challenges.services.terms import write_all
from sme4smartcities.challenges.services.versions import content_of, keep_version
from sme4smartcities.challenges.services.writing import (
    MOST_MEASURES,
    PLAIN,
    MeasureValues,
    check,
    contradiction,
    create_challenge,
    opened,
)
from sme4smartcities.challenges.texts import LONGEST, fitting
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.translated import STATES
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term

KIND = "sme4smartcities-challenge"
LARGEST = 2_000_000
DATES = ("questions_until", "wanted_from", "wanted_until")
DAMAGED = _("This is no export of a challenge, or it is damaged. Take a fresh one and try again.")


def exported(row: Challenge, actor: Actor) -> dict[str, Any]:
    """Give all that a challenge says to the actor, as a file holds it: codes and texts, no numbers
    of rows."""
    said = content_of(row)
    if not may_read_documents(actor, row):
        said.pop("documents", None)
    return {
        "kind": KIND,
        "version": 1,
        "layer": row.layer,
        "owner": row.owner.name,
        "source_language": row.source_language,
        **said,
    }


def import_challenge(*, actor: Actor, owner: Organisation, text: str) -> Challenge:
    """Make a draft of an export. Codes that this platform does not know are left out.

    Raises Refused, and makes nothing, when the file is no export or does not fit together.
    """
    return bring_in(actor=actor, owner=owner, told=_read(text))


@transaction.atomic
def bring_in(*, actor: Actor, owner: Organisation, told: Mapping[str, Any]) -> Challenge:
    """Make a draft of what ``exported`` gives of a challenge, or what a table tells in its shape."""
    try:
        return _made(actor, owner, told)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise Refused(DAMAGED) from error
    except ValidationError as error:
        raise Refused(DAMAGED) from error


def _read(text: str) -> Mapping[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(DAMAGED) from error
    if not isinstance(told, dict) or told.get("kind") != KIND or told.get("version") != 1:
        raise Refused(DAMAGED)
    return told


def _made(actor: Actor, owner: Organisation, told: Mapping[str, Any]) -> Challenge:
    source = told["source_language"]
    texts = {name: _texts(name, told["texts"].get(name, {})) for name in LONGEST}
    title = texts["title"].get(source, {}).get("text", "")
    row = opened(actor, create_challenge(actor=actor, owner=owner, language=source, title=title))
    for name, value in texts.items():
        setattr(row, name, value)
    for name, value in told["values"].items():
        if name in PLAIN:
            setattr(row, name, date.fromisoformat(value) if name in DATES and value else value)
    check(row)
    row.save()
    write_all(row, _terms(told["terms"]))
    _write_measures(row, told["measures"])
    row.versions.all().delete()  # the first version is what the file says
    keep_version(row, actor)
    return row


def _texts(name: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Read one text in all its languages, exactly one of them the source."""
    value = {}
    for language in dict(settings.LANGUAGES):
        entry = told.get(language)
        words = fitting(name, entry["text"]) if entry else ""
        if entry and words:
            state = entry["state"] if entry["state"] in STATES else "written"
            value[language] = {"text": words, "state": state}
    sources = [entry for entry in value.values() if entry["state"] == "source"]
    if value and len(sources) != 1:
        raise Refused(DAMAGED)
    return value


def _terms(told: Mapping[str, Sequence[str]]) -> dict[str, list[Term]]:
    held = {}
    for facet in Facet:
        known = (term(VOCABULARY_OF[facet], str(code)) for code in told.get(facet.value, ()))
        held[facet.value] = [found for found in known if found and not found.retired]
    return held


def _write_measures(row: Challenge, told: Sequence[Mapping[str, Any]]) -> None:
    for position, one in enumerate(told[:MOST_MEASURES]):
        numbers = {
            name: None if one[name] is None else Decimal(str(one[name]))
            for name in ("baseline", "target")
        }
        words = {name: tidy(str(one[name])) for name in ("unit", "better", "source")}
        if refusal := contradiction(MeasureValues(name="", **words, **numbers)):  # type: ignore[arg-type]
            raise Refused(refusal)
        names = _texts("title", one["name"])
        made = Measure(challenge=row, position=position, name=names, **words, **numbers)
        made.full_clean(exclude=["challenge"], validate_constraints=False)
        made.save()
