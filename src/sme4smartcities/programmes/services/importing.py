"""A programme comes in from its export: read and looked at first, a draft once confirmed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message, Refused
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Layer, Organisation, State
from sme4smartcities.organisations.services.entering import Entry, enter_organisations
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.policies import may_create
from sme4smartcities.programmes.queries.parts import organisation_named
from sme4smartcities.programmes.services.exporting import ABOUT, BELOW, FIELDS, FORMAT, KINDS
from sme4smartcities.programmes.services.loading import load_programme
from sme4smartcities.programmes.services.programmes import free_slug, in_languages
from sme4smartcities.programmes.services.refusals import NOT_CREATOR
from sme4smartcities.vocabularies.queries import term

LARGEST = 2_000_000  # bytes
DAMAGED: Message = _("This is not the export of a programme, or it is damaged. Take it again.")
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Brought:
    """A file that was understood: its data, the organisations that are here, and those to enter."""

    data: Told
    known: Mapping[str, Organisation]
    unknown: Mapping[str, Told]

    @property
    def name(self) -> str:
        texts: Mapping[str, str] = self.data["programme"]["name"]
        return texts.get(self.data["language"]) or next(iter(texts.values()), "")

    def counts(self) -> dict[str, int]:
        return {kind: len(self.data[kind]) for kind in KINDS.values()}


def read_programme(*, actor: Actor, text: str) -> Brought:
    """Understand the text of an export; write nothing. Raises Refused when it is none."""
    require(may_create(actor), NOT_CREATOR)
    try:
        data = _known_fields(json.loads(text))
        wanted = {str(one["key"]): one for one in data["organisations"]}
        known = {key: organisation_named(actor, one["name"]) for key, one in wanted.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(DAMAGED) from error
    return Brought(
        data=data,
        known={key: one for key, one in known.items() if one and one.layer == Layer.REAL},
        unknown={
            key: one
            for key, one in wanted.items()
            if (found := known[key]) is None or found.layer != Layer.REAL
        },
    )


def _known_fields(told: Told) -> dict[str, Any]:
    """Keep what an export holds and nothing else: no field of a file reaches a row by its name."""
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    return {
        "language": str(told["language"]),
        "programme": _only(told["programme"], ABOUT),
        "organisations": [
            _only(one, ("key", "name", "names", "kind", "website")) for one in told["organisations"]
        ],
        **{kind: [_part(kind, row) for row in told.get(kind, ())] for kind in KINDS.values()},
    }


def _part(kind: str, row: Told) -> dict[str, Any]:
    kept = _only(row, FIELDS[kind])
    if below := BELOW.get(kind):
        kept[below] = [_only(one, FIELDS[below]) for one in row.get(below, ())]
    return kept


def _only(row: Told, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[name] for name in names if name in row}


@transaction.atomic
def import_programme(*, actor: Actor, brought: Brought) -> Programme:
    """Make a draft of what was read, with the organisations that are not here yet. All or nothing."""
    require(may_create(actor), NOT_CREATOR)
    try:
        entered = _entered(actor, brought.unknown)
        about = dict(brought.data["programme"])
        name = in_languages(about["name"], brought.data["language"])
        about |= {"slug": free_slug(name), "layer": Layer.REAL, "state": "draft"}
        return load_programme(
            actor=actor,
            data={**brought.data, "programme": about},
            organisations={**brought.known, **entered},
            source=brought.data["language"],
        )
    except ValidationError as error:
        raise Refused("; ".join(error.messages)) from error
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise Refused(DAMAGED) from error


def _entered(actor: Actor, unknown: Mapping[str, Told]) -> dict[str, Organisation]:
    if not unknown:
        return {}
    entries = [
        Entry(
            row=Organisation(
                name=str(one["name"]),
                names=dict(one.get("names", {})),
                kind=term("organisation_kind", str(one.get("kind", ""))),
                website=str(one.get("website", "")),
                layer=Layer.REAL,
                state=State.LISTED,
                last_confirmed_at=timezone.now(),
            )
        )
        for one in unknown.values()
    ]
    rows = enter_organisations(actor=actor, entries=entries)
    return dict(zip(unknown, rows, strict=True))
