"""Load a whole programme from a table of plain values: the record, an example, another platform's."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.models import (
    Body,
    BodyMember,
    Edition,
    Figure,
    FigureValue,
    Material,
    Milestone,
    Partner,
    Programme,
    State,
    WorkPackage,
)
from sme4smartcities.programmes.services.parts import add_part, add_partner
from sme4smartcities.programmes.services.programmes import TEXTS, create_programme, in_languages
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term

Row = Mapping[str, Any]
Organisations = Mapping[str, Organisation]

TRANSLATED = {*TEXTS, "title", "text", "note"}


@transaction.atomic
def load_programme(
    *, data: Row, organisations: Organisations, source: str = "en", actor: Actor = SYSTEM
) -> Programme:
    """Load what ``demo/data/record.json`` shows the shape of.

    ``organisations``: key in the data → row. ``source`` is the language that texts come from. A
    programme whose address exists already is given back as it is.
    """
    about = data["programme"]
    if known := Programme.objects.filter(slug=about["slug"]).first():
        return known
    plain = {"slug", "layer", "state"}
    programme = create_programme(
        actor=actor,
        slug=about["slug"],
        layer=about.get("layer", Layer.REAL),
        state=about.get("state", State.DRAFT),
        **values_of({k: v for k, v in about.items() if k not in plain}, source),
    )
    loader = _Loader(programme, organisations, source, actor)
    for name in ("partners", "editions", "work_packages", "milestones", "materials"):
        for position, row in enumerate(data.get(name, ())):
            getattr(loader, name)({"position": position, **row})
    loader.bodies(data.get("bodies", ()))
    loader.figures(data.get("figures", ()))
    return programme


def values_of(row: Row, source: str) -> dict[str, Any]:
    """Turn texts into values of translated fields and day texts into dates."""
    values = dict(row)
    for name in TRANSLATED & set(values):
        values[name] = in_languages(values[name], source)
    if values.get("checked_on"):
        values["checked_on"] = dt.date.fromisoformat(values["checked_on"])
    return values


class _Loader:
    """Adds the parts of one programme, row by row."""

    def __init__(
        self, programme: Programme, organisations: Organisations, source: str, actor: Actor
    ) -> None:
        self.programme, self.organisations = programme, organisations
        self.source, self.actor = source, actor

    def _read(
        self, row: Row, *, without: Sequence[str] = (), **vocabularies: str
    ) -> dict[str, Any]:
        values = values_of({k: v for k, v in row.items() if k not in without}, self.source)
        for name, vocabulary in vocabularies.items():
            if name in values:
                values[name] = _term(vocabulary, values[name])
        if "organisation" in values:
            values["organisation"] = self._organisation(values["organisation"])
        return values

    def _organisation(self, key: str) -> Organisation:
        if key not in self.organisations:
            raise Refused(_("The data name an organisation that they do not hold: %s") % key)
        return self.organisations[key]

    def partners(self, row: Row) -> Partner:
        return add_partner(
            actor=self.actor, programme=self.programme, **self._read(row, role="partner_role")
        )

    def editions(self, row: Row) -> None:
        values = self._read(row, without=("key",))
        add_part(actor=self.actor, part=Edition(programme=self.programme, **values))

    def work_packages(self, row: Row) -> None:
        values = self._read(row)
        values["lead"] = self._organisation(row["lead"]) if row.get("lead") else None
        add_part(actor=self.actor, part=WorkPackage(programme=self.programme, **values))

    def milestones(self, row: Row) -> None:
        add_part(actor=self.actor, part=Milestone(programme=self.programme, **self._read(row)))

    def materials(self, row: Row) -> None:
        values = self._read(row, kind="material_kind", language="language")
        add_part(actor=self.actor, part=Material(programme=self.programme, **values))

    def bodies(self, rows: Sequence[Row]) -> None:
        for position, row in enumerate(rows):
            values = self._read(row, without=("members",), kind="body_kind")
            body = Body(programme=self.programme, position=position, **values)
            add_part(actor=self.actor, part=body)
            said = {k: row[k] for k in ("source", "source_url", "checked_on") if k in row}
            for place, member in enumerate(row.get("members", ())):
                values = self._read({**said, **member}, role="body_role")
                add_part(actor=self.actor, part=BodyMember(body=body, position=place, **values))

    def figures(self, rows: Sequence[Row]) -> None:
        for position, row in enumerate(rows):
            values = self._read(row, without=("values",), unit="unit")
            figure = Figure(programme=self.programme, position=position, **values)
            add_part(actor=self.actor, part=figure)
            for place, said in enumerate(row["values"]):
                values = {**self._read(said), "amount": Decimal(said["amount"])}
                add_part(
                    actor=self.actor, part=FigureValue(figure=figure, position=place, **values)
                )


def _term(vocabulary: str, code: str) -> Term:
    found = term(vocabulary, code)
    if found is None:
        raise Refused(
            _("The list %(list)s has no term %(code)s.") % {"list": vocabulary, "code": code}
        )
    return found
