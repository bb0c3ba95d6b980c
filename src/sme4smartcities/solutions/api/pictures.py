"""Pictures and films of a solution, for programs: a picture comes in through the door of all files."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Path, Status
from ninja.files import UploadedFile
from pydantic import Field

from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Input,
    Number,
    Sent,
    conditional,
    expected_revision,
)
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.translated import with_text
from sme4smartcities.solutions.api.lookup import Language, found, router, shown
from sme4smartcities.solutions.api.shape import (
    FilmOut,
    PictureOut,
    WholeSolution,
    film,
    picture,
)
from sme4smartcities.solutions.models import Film, Picture
from sme4smartcities.solutions.queries.parts import film_of, picture_of
from sme4smartcities.solutions.services.parts import remove_part, save_part, save_picture

Words = Annotated[str, Field(min_length=1, max_length=300)]


class PictureWords(Input):
    """``alternative``: what the picture shows, for those who do not see it; in one language."""

    language: Language
    alternative: Words
    caption: Annotated[str, Field(max_length=300)] = ""


class PictureEdit(PictureWords):
    """``revision``: that of the picture you read, unless you send If-Match."""

    revision: Sent | None = None


class FilmIn(Input):
    """``captions``: the languages of its captions, one at least; title and ``shows`` in one language."""

    language: Language
    url: Annotated[str, Field(min_length=1, max_length=500)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    shows: Annotated[str, Field(min_length=1, max_length=1_000)]
    captions: Annotated[list[Language], Field(min_length=1, max_length=6)]


class FilmEdit(FilmIn):
    """``revision``: that of the film you read, unless you send If-Match."""

    revision: Sent | None = None


def _texts(row: Picture | Film, language: str, sent: dict[str, str]) -> dict[str, Any]:
    return {name: with_text(getattr(row, name), language, text) for name, text in sent.items()}


def _picture_values(row: Picture, values: PictureWords) -> dict[str, Any]:
    return _texts(row, values.language, values.model_dump(include={"alternative", "caption"}))


def _film_values(row: Film, values: FilmIn) -> dict[str, Any]:
    texts = _texts(row, values.language, values.model_dump(include={"title", "shows"}))
    return {**texts, "url": values.url, "captions": list(dict.fromkeys(values.captions))}


def _picture(request: HttpRequest, number: int, part: int) -> Picture:
    return or_404(picture_of(found(request, number), part))


def _film(request: HttpRequest, number: int, part: int) -> Film:
    return or_404(film_of(found(request, number), part))


@router.post("/{number}/pictures", response={201: WholeSolution}, url_name="solution_pictures")
def picture_create(
    request: HttpRequest,
    number: Path[Number],
    values: Form[PictureWords],
    file: File[UploadedFile],
) -> Status[Any]:
    """Add a picture to your solution, as multipart/form-data: up to 15 MB, made small here."""
    row = Picture(solution=found(request, number))
    save_picture(actor=request.user, picture=row, values=_picture_values(row, values), upload=file)
    return Status(201, shown(request, number))


@router.get("/{number}/pictures/{picture_id}", response=PictureOut, url_name="solution_picture")
@conditional
def picture_read(
    request: HttpRequest, number: Path[Number], picture_id: Path[Number]
) -> dict[str, Any]:
    """Read one picture's words and where it lies."""
    return picture(_picture(request, number, picture_id))


@router.put(
    "/{number}/pictures/{picture_id}",
    response=PictureOut,
    url_name="solution_picture",
    openapi_extra=IF_MATCH,
)
def picture_write(
    request: HttpRequest, number: Path[Number], picture_id: Path[Number], values: PictureEdit
) -> dict[str, Any]:
    """Change a picture's words in one language; another picture is added, and this one removed."""
    row = _picture(request, number, picture_id)
    save_picture(
        actor=request.user,
        picture=row,
        values=_picture_values(row, values),
        revision=expected_revision(request, values.revision),
    )
    return picture(_picture(request, number, picture_id))


@router.delete("/{number}/pictures/{picture_id}", response={204: None}, url_name="solution_picture")
def picture_remove(
    request: HttpRequest, number: Path[Number], picture_id: Path[Number]
) -> Status[None]:
    """Take a picture of your solution out, with its file."""
    remove_part(actor=request.user, part=_picture(request, number, picture_id))
    return Status(204, None)


@router.post("/{number}/films", response={201: WholeSolution}, url_name="solution_films")
def film_create(request: HttpRequest, number: Path[Number], values: FilmIn) -> Status[Any]:
    """Add a film that lies elsewhere to your solution; one with captions."""
    row = Film(solution=found(request, number))
    save_part(actor=request.user, part=row, values=_film_values(row, values))
    return Status(201, shown(request, number))


@router.get("/{number}/films/{film_id}", response=FilmOut, url_name="solution_film")
@conditional
def film_read(request: HttpRequest, number: Path[Number], film_id: Path[Number]) -> dict[str, Any]:
    """Read one film's words and where it lies."""
    return film(_film(request, number, film_id))


@router.put(
    "/{number}/films/{film_id}", response=FilmOut, url_name="solution_film", openapi_extra=IF_MATCH
)
def film_write(
    request: HttpRequest, number: Path[Number], film_id: Path[Number], values: FilmEdit
) -> dict[str, Any]:
    """Change a film of your solution; its words in one language, the others stay."""
    row = _film(request, number, film_id)
    save_part(
        actor=request.user,
        part=row,
        values=_film_values(row, values),
        revision=expected_revision(request, values.revision),
    )
    return film(_film(request, number, film_id))


@router.delete("/{number}/films/{film_id}", response={204: None}, url_name="solution_film")
def film_remove(request: HttpRequest, number: Path[Number], film_id: Path[Number]) -> Status[None]:
    """Take a film of your solution out."""
    remove_part(actor=request.user, part=_film(request, number, film_id))
    return Status(204, None)
