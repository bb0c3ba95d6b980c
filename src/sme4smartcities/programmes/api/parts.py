"""The parts of a programme for programs: one family of addresses for each kind of part."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Schema, Status

from sme4smartcities.core.endpoints import IF_MATCH, Number, conditional, expected_revision
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.policies import require
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.translated import with_text
from sme4smartcities.programmes import models
from sme4smartcities.programmes.api import part_shape as shape
from sme4smartcities.programmes.api import sent
from sme4smartcities.programmes.api.kinds import BY_ONE, KINDS, Kind, body, figure
from sme4smartcities.programmes.api.lookup import Slug, found, kept, organisation, router
from sme4smartcities.programmes.policies import may_keep_edition
from sme4smartcities.programmes.queries import part_seen, parts_of
from sme4smartcities.programmes.services import (
    add_part,
    add_partner,
    change_part,
    move_edition,
    remove_part,
    save_material,
)
from sme4smartcities.programmes.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.queries import known_term

TAGS = ["parts of programmes"]
NAMED = ("organisation", "lead")  # fields that name an organisation


class PartsOut(Schema):
    """Everything that coordinators keep, also figures without values and groups without members."""

    partners: list[shape.PartnerOut]
    editions: list[shape.EditionOut]
    work_packages: list[shape.WorkPackageOut]
    figures: list[shape.FigureOut]
    bodies: list[shape.BodyOut]
    milestones: list[shape.MilestoneOut]
    materials: list[shape.MaterialOut]


@router.get("/{slug}/parts", response=PartsOut, tags=TAGS, url_name="programme_parts")
@conditional
def programme_parts(request: HttpRequest, slug: Path[Slug]) -> dict[str, Any]:
    """List all parts of a programme that you keep."""
    rows = parts_of(kept(request, slug))
    return {
        "partners": [shape.partner(row) for row in rows["partner"]],
        "editions": [shape.edition(row) for row in rows["edition"]],
        "work_packages": [shape.work_package(row) for row in rows["work-package"]],
        "figures": [figure(row) for row in rows["figure"]],
        "bodies": [body(row) for row in rows["body"]],
        "milestones": [shape.milestone(row) for row in rows["milestone"]],
        "materials": [shape.material(row) for row in rows["material"]],
    }


def _part(request: HttpRequest, slug: str, kind: Kind, number: int) -> Any:
    return or_404(part_seen(request.user, found(request, slug), kind.model, number))


def _shown(request: HttpRequest, slug: str, kind: Kind, number: int) -> dict[str, Any]:
    return kind.tell(_part(request, slug, kind, number))


def _changed(request: HttpRequest, slug: str, kind: Kind, number: int) -> Any:
    """Give a part that the caller may change: an edition has coordinators of its own."""
    row = _part(request, slug, kind, number)
    if isinstance(row, models.Edition):
        require(may_keep_edition(request.user, row), NOT_YOURS)
    else:
        kept(request, slug)
    return row


def _values(request: HttpRequest, kind: Kind, row: Any, values: sent.PartIn) -> dict[str, Any]:
    """Turn what was sent into values of the row's fields: texts, terms, organisations."""
    read = values.model_dump(exclude={"revision", "language", "in_language"})
    for name in kind.texts:
        language = getattr(values, "language", "en")
        read[name] = with_text(getattr(row, name) or {}, language, tidy(read[name]))
    if isinstance(values, sent.MaterialIn):
        read["language"] = values.in_language
    for name, vocabulary in kind.terms.items():
        read[name] = known_term(vocabulary, read[name]) if read[name] else None
    for name in NAMED:
        if read.get(name):
            read[name] = organisation(request, read[name])
    return read


def _added(request: HttpRequest, row: Any, values: dict[str, Any]) -> Any:
    actor = request.user
    if isinstance(row, models.Partner):
        return add_partner(actor=actor, programme=row.programme, **values)
    if isinstance(row, models.Material):
        return save_material(actor=actor, material=row, values=values)
    for name, value in values.items():
        setattr(row, name, value)
    return add_part(actor=actor, part=row)


def _edited(request: HttpRequest, row: Any, values: dict[str, Any], revision: int | None) -> None:
    if isinstance(row, models.Material):
        save_material(actor=request.user, material=row, values=values, revision=revision)
    else:
        change_part(actor=request.user, part=row, values=values, revision=revision)


def _named(name: str, says: str, function: Any) -> Any:
    """Give an endpoint made in a loop its name and its sentence in the specification."""
    function.__name__, function.__doc__ = name, says
    return function


def _offer_adding(kind: Kind) -> None:
    if kind.under:
        above = BY_ONE[kind.under]
        path = f"/{{slug}}/{above.many}/{{number}}/{kind.many}"

        def create(
            request: HttpRequest,
            slug: Path[Slug],
            number: Path[Number],
            values: kind.sent,  # type: ignore[name-defined]
        ) -> Status[Any]:
            holder = _changed(request, slug, above, number)
            row = kind.model(**{kind.under: holder})
            made = _added(request, row, _values(request, kind, row, values))
            return Status(201, _shown(request, slug, kind, made.pk))
    else:
        path = f"/{{slug}}/{kind.many}"

        def create(  # type: ignore[misc]
            request: HttpRequest,
            slug: Path[Slug],
            values: kind.sent,  # type: ignore[name-defined]
        ) -> Status[Any]:
            row = kind.model(programme=kept(request, slug))
            made = _added(request, row, _values(request, kind, row, values))
            return Status(201, _shown(request, slug, kind, made.pk))

    route = router.post(
        path, response={201: kind.out}, tags=TAGS, url_name=f"programme_{kind.one}_list"
    )
    route(_named(f"programme_{kind.one}_create", f"Add {kind.says}.", create))


def _offer_the_rest(kind: Kind) -> None:
    path, address = f"/{{slug}}/{kind.many}/{{number}}", f"programme_{kind.one}"

    def read(request: HttpRequest, slug: Path[Slug], number: Path[Number]) -> dict[str, Any]:
        return _shown(request, slug, kind, number)

    def write(
        request: HttpRequest,
        slug: Path[Slug],
        number: Path[Number],
        values: kind.sent,  # type: ignore[name-defined]
    ) -> dict[str, Any]:
        row = _changed(request, slug, kind, number)
        revision = expected_revision(request, values.revision)
        _edited(request, row, _values(request, kind, row, values), revision)
        return _shown(request, slug, kind, number)

    def remove(request: HttpRequest, slug: Path[Slug], number: Path[Number]) -> Status[None]:
        kept(request, slug)
        remove_part(actor=request.user, part=_part(request, slug, kind, number))
        return Status(204, None)

    told: dict[str, Any] = {"tags": TAGS, "url_name": address}
    read = conditional(_named(f"{address}_read", f"Read {kind.says}.", read))
    router.get(path, response=kind.out, **told)(read)
    write = _named(
        f"{address}_write", f"Write {kind.says}; what you leave out becomes empty.", write
    )
    router.put(path, response=kind.out, openapi_extra=IF_MATCH, **told)(write)
    remove = _named(
        f"{address}_remove",
        "Remove what was entered by mistake; what ended gets an end date instead.",
        remove,
    )
    router.delete(path, response={204: None}, **told)(remove)


for _kind in KINDS:
    _offer_adding(_kind)
    _offer_the_rest(_kind)


@router.post(
    "/{slug}/editions/{number}/moves",
    response=shape.EditionOut,
    tags=TAGS,
    url_name="programme_edition_moves",
)
def programme_edition_step(
    request: HttpRequest, slug: Path[Slug], number: Path[Number], values: sent.EditionMoveIn
) -> dict[str, Any]:
    """Start an edition or close it; its own coordinators may, too."""
    kind = BY_ONE["edition"]
    row = _changed(request, slug, kind, number)
    move_edition(actor=request.user, edition=row, act=values.act)
    return _shown(request, slug, kind, number)
