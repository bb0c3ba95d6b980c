"""Who a program speaks for, and what this member shows to whom."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema, Status
from pydantic import Field

from sme4smartcities.accounts import queries, services
from sme4smartcities.accounts.models import SHOWN_FIELDS, DataExport, Member, Profile
from sme4smartcities.core.endpoints import (
    FILE,
    IF_MATCH,
    Code,
    Input,
    Number,
    Sent,
    SentFile,
    TextOut,
    both_texts,
    conditional,
    expected_revision,
)
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import known_term

router = Router(tags=["accounts"])

Language = Literal["en", "es", "it", "fr", "he", "ar"]
Shows = Annotated[int, Field(ge=0, le=2, strict=True)]
ShownField = Literal[
    "name", "photo", "headline", "bio", "languages", "expertise", "links", "phone", "time_zone"
]


class MeOut(Schema):
    """The member whose token or session this is, with the roles that are awake."""

    id: int
    name: str
    language: str
    time_zone: str
    roles: list[str]
    scopes: list[str]


class ProfileOut(Schema):
    """Your profile. ``audiences``: who sees each field: 0 nobody, 1 members, 2 everybody."""

    name: str
    headline: dict[str, TextOut]
    bio: dict[str, TextOut]
    links: list[str]
    phone: str
    languages: list[str]
    expertise: list[str]
    audiences: dict[str, int]
    photo: str | None
    revision: int


class ProfileIn(Input):
    """Your profile in one language; fields without an audience are seen by nobody. The photo
    stays as it is. ``revision`` is the one you read; leave it out when you send If-Match."""

    language: Language
    name: str = Field(min_length=1, max_length=150)
    headline: str = Field("", max_length=120)
    bio: str = Field("", max_length=5000)
    links: list[Annotated[str, Field(max_length=300)]] = Field(default_factory=list, max_length=5)
    phone: str = Field("", max_length=40)
    languages: list[Code] = Field(default_factory=list, max_length=40)
    expertise: list[Code] = Field(default_factory=list, max_length=40)
    audiences: dict[ShownField, Shows] = Field(default_factory=dict)
    revision: Sent | None = None


class SettingsIn(Input):
    """The language of mails, and a time zone such as Europe/Madrid."""

    language: Language
    time_zone: str = Field(max_length=64)


class ExportOut(Schema):
    """An archive of your data. It is fetched in the browser, after proving that it is you."""

    id: int
    state: str
    done: int
    total: int
    requested_at: datetime
    expires_at: datetime | None


class MemberOut(Schema):
    """A member as you may see him or her; what is not shown to you is null."""

    id: int
    name: str | None
    headline: dict[str, TextOut] | None
    bio: dict[str, TextOut] | None
    links: list[str] | None
    phone: str | None
    languages: list[str] | None
    expertise: list[str] | None
    time_zone: str | None
    photo: str | None


def _member(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)
    return request.user


def _me(request: HttpRequest) -> dict[str, Any]:
    member, token = _member(request), getattr(request, "token", None)
    return {
        "id": member.pk,
        "name": member.name,
        "language": member.language,
        "time_zone": member.time_zone,
        "roles": sorted(f"{role}@{scope}" for role, scope in member.grants),
        "scopes": sorted(token.scopes) if token else ["read", "write"],
    }


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "name": profile.member.name,
        "headline": profile.headline,
        "bio": profile.bio,
        "links": profile.links,
        "phone": profile.phone,
        "languages": [term.code for term in profile.languages.all()] if profile.pk else [],
        "expertise": [term.code for term in profile.expertise.all()] if profile.pk else [],
        "audiences": {name: getattr(profile, column) for name, column in SHOWN_FIELDS.items()},
        "photo": photo.url if (photo := queries.photo_of(profile.member)) else None,
        "revision": profile.revision,
    }


def _export(row: DataExport) -> dict[str, Any]:
    state = "running" if row.is_running else "ready" if row.is_ready else "gone"
    return {
        "id": row.pk,
        "state": state,
        "done": row.done,
        "total": row.total,
        "requested_at": row.requested_at,
        "expires_at": row.expires_at,
    }


def _known(vocabulary: str, codes: list[str]) -> list[Term]:
    return [known_term(vocabulary, code) for code in codes]


@router.get("/me", response=MeOut, url_name="me")
@conditional
def me(request: HttpRequest) -> dict[str, Any]:
    """Read who you are here."""
    return _me(request)


@router.get("/me/profile", response=ProfileOut, url_name="my_profile")
@conditional
def my_profile(request: HttpRequest) -> dict[str, Any]:
    """Read your whole profile, with who sees what."""
    return _profile(queries.profile_of(_member(request)))


@router.put("/me/profile", response=ProfileOut, url_name="my_profile", openapi_extra=IF_MATCH)
def my_profile_write(request: HttpRequest, values: ProfileIn) -> dict[str, Any]:
    """Write your profile, in one language; texts in others stay as they are."""
    member = _member(request)
    change = services.ProfileChange(
        **values.model_dump(exclude={"languages", "expertise", "revision", "audiences"}),
        languages=_known("language", values.languages),
        expertise=_known("domain", values.expertise),
        audiences={str(name): who for name, who in values.audiences.items()},
    )
    services.change_profile(
        actor=member,
        change=change,
        revision=expected_revision(request, values.revision),
        texts=_stale_texts(member, values),
    )
    return _profile(queries.profile_of(member))


def _stale_texts(member: Member, values: ProfileIn) -> dict[str, tuple[str, str]]:
    saved, sent = _profile(queries.profile_of(member)), values.model_dump(exclude={"revision"})
    language = sent.pop("language")
    for name in ("headline", "bio"):
        saved[name] = saved[name].get(language, {}).get("text", "")
    return both_texts(saved, sent)


@router.put("/me/photo", response=ProfileOut, url_name="my_photo", openapi_extra=FILE)
def my_photo_write(request: HttpRequest) -> dict[str, Any]:
    """Show a photo of yours: PNG, JPEG, WebP or GIF, as the body of the request."""
    member = _member(request)
    services.set_photo(actor=member, upload=SentFile(request))
    return _profile(queries.profile_of(member))


@router.delete("/me/photo", response={204: None}, url_name="my_photo")
def my_photo_remove(request: HttpRequest) -> Status[None]:
    """Show no photo any more."""
    services.remove_photo(actor=_member(request))
    return Status(204, None)


@router.put("/me/settings", response=MeOut, url_name="my_settings")
def my_settings_write(request: HttpRequest, values: SettingsIn) -> dict[str, Any]:
    """Choose the language of our mails and your time zone."""
    services.change_settings(
        actor=_member(request), language=values.language, time_zone=values.time_zone
    )
    return _me(request)


@router.get("/me/exports", response=list[ExportOut], url_name="my_exports")
@conditional
def my_exports(request: HttpRequest) -> list[dict[str, Any]]:
    """List the archives of your data that were made so far."""
    return [_export(row) for row in queries.downloads_of(_member(request))]


@router.post("/me/exports", response={202: ExportOut}, url_name="my_exports")
def my_export_create(request: HttpRequest) -> Status[Any]:
    """Have an archive of your data made; while one is being made, you get that one."""
    return Status(202, _export(services.ask_for_download(actor=_member(request))))


@router.get("/people/{number}", response=MemberOut, url_name="person")
@conditional
def person_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read what a member shows to you."""
    found = queries.person_for(request.user, number)
    if found is None:
        raise Http404
    fields = dict(found.fields)
    for name in ("languages", "expertise"):
        fields[name] = None if fields[name] is None else [term.code for term in fields[name]]
    fields["photo"] = fields["photo"].url if fields["photo"] else None
    return {"id": found.member.pk, **fields}
