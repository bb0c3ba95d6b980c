"""The kinds of parts that a programme has, as programs send and read them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ninja import Schema

from sme4smartcities.programmes import models
from sme4smartcities.programmes.api import part_shape as shape
from sme4smartcities.programmes.api import sent


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of part. ``one`` and ``many`` name it in addresses; ``under`` is what it hangs on.

    ``terms``: field → list of terms; ``says``: the sentence about what is added.
    """

    one: str
    many: str
    model: Any
    sent: type[sent.PartIn]
    out: type[Schema]
    tell: Callable[[Any], dict[str, Any]]
    says: str
    texts: tuple[str, ...] = ()
    terms: Mapping[str, str]
    under: str = ""


def figure(row: models.Figure) -> dict[str, Any]:
    return shape.figure(row, list(row.values.all()))


def body(row: models.Body) -> dict[str, Any]:
    return shape.body(row, list(row.members.all()))


KINDS = (
    Kind(
        one="partner",
        many="partners",
        model=models.Partner,
        sent=sent.PartnerIn,
        out=shape.PartnerOut,
        tell=shape.partner,
        says="an organisation of the consortium, with its role and dates",
        texts=("note",),
        terms={"role": "partner_role"},
    ),
    Kind(
        one="edition",
        many="editions",
        model=models.Edition,
        sent=sent.EditionIn,
        out=shape.EditionOut,
        tell=shape.edition,
        says="a round of the programme",
        texts=("name", "summary"),
        terms={},
    ),
    Kind(
        one="work_package",
        many="work-packages",
        model=models.WorkPackage,
        sent=sent.WorkPackageIn,
        out=shape.WorkPackageOut,
        tell=shape.work_package,
        says="a work package and who leads it",
        texts=("name",),
        terms={},
    ),
    Kind(
        one="figure",
        many="figures",
        model=models.Figure,
        sent=sent.FigureIn,
        out=shape.FigureOut,
        tell=figure,
        says="a target, a budget line or another figure",
        texts=("name", "note"),
        terms={"unit": "unit"},
    ),
    Kind(
        one="value",
        many="values",
        model=models.FigureValue,
        sent=sent.ValueIn,
        out=shape.ValueOut,
        tell=shape.value,
        says="what one source says a figure is worth",
        texts=("note",),
        terms={},
        under="figure",
    ),
    Kind(
        one="body",
        many="bodies",
        model=models.Body,
        sent=sent.BodyIn,
        out=shape.BodyOut,
        tell=body,
        says="a group of organisations",
        texts=("name",),
        terms={"kind": "body_kind"},
    ),
    Kind(
        one="member",
        many="members",
        model=models.BodyMember,
        sent=sent.BodyMemberIn,
        out=shape.BodyMemberOut,
        tell=shape.member,
        says="an organisation in a group",
        terms={"role": "body_role"},
        under="body",
    ),
    Kind(
        one="milestone",
        many="milestones",
        model=models.Milestone,
        sent=sent.MilestoneIn,
        out=shape.MilestoneOut,
        tell=shape.milestone,
        says="something that happened in the programme",
        texts=("title", "text"),
        terms={},
    ),
    Kind(
        one="material",
        many="materials",
        model=models.Material,
        sent=sent.MaterialIn,
        out=shape.MaterialOut,
        tell=shape.material,
        says="information material by its address",
        texts=("title",),
        terms={"kind": "material_kind", "language": "language"},
    ),
)
BY_ONE = {kind.one: kind for kind in KINDS}
