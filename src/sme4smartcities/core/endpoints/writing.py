"""How programs write: with a token made for it, and on top of what they read."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Protocol

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict, Field, model_validator

from sme4smartcities.core.errors import NotAllowed, Refused

ANY_FILE = "application/octet-stream"
NEVER = -1  # a revision that no object has

# For ``openapi_extra`` of an edit.
IF_MATCH: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "If-Match",
            "required": False,
            "schema": {"type": "string"},
            "description": "The ETag of what you read, or its revision in quotes. A stale one is 412.",
        }
    ]
}


# For ``openapi_extra`` where a file is the whole body; what it is, its content tells.
FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {ANY_FILE: {"schema": {"type": "string", "format": "binary"}}},
    }
}


Number = Annotated[int, Field(ge=1, lt=2**63)]  # of an object, in an address
Sent = Annotated[int, Field(ge=1, lt=2**63, strict=True)]  # the same in a body
Code = Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]


def storable(value: Any) -> Any:
    """Leave out what no database keeps, wherever it stands: NUL and halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [storable(one) for one in value]
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    return value


class Input(Schema):
    """What a program sends. A field of another name is refused: it would be a mistake unseen."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _storable(cls, values: Any) -> Any:
        return storable(values) if isinstance(values, dict) else values


def both_texts(saved: Mapping[str, Any], sent: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Give, by field, what is saved and what was sent, where they differ: for a stale edit."""
    pairs = {name: (_as_text(saved.get(name)), _as_text(value)) for name, value in sent.items()}
    return {name: pair for name, pair in pairs.items() if name in saved and pair[0] != pair[1]}


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


class SentFile:
    """The file that is the whole body of a request, as the upload door takes it."""

    name: str | None = None

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    def read(self, size: int = -1, /) -> bytes:
        return self._request.read(size)


class Token(Protocol):
    """A bearer token as an endpoint sees it."""

    scopes: list[str]


class PreconditionNeeded(Refused):
    """An edit must say what it was made from."""

    status = 428
    code = "precondition_needed"


def require_scope(request: HttpRequest, scope: str) -> None:
    """Refuse a token that was not made for this; a signed-in browser session has every scope."""
    token: Token | None = getattr(request, "token", None)
    if token is not None and scope not in token.scopes:
        raise NotAllowed(
            _("This token lacks the scope “%(scope)s”. Make one that has it.") % {"scope": scope},
            code="scope_missing",
        )


def expected_revision(request: HttpRequest, sent: int | None) -> int | None:
    """Give the revision that an edit builds on: of If-Match, else of the body; None takes any.

    Raises PreconditionNeeded without either.
    """
    header = request.headers.get("If-Match", "").strip()
    if header == "*":
        return None
    if header:
        revision = header.removeprefix("W/").strip('"').rpartition(".")[2]
        known = revision.isascii() and revision.isdigit() and len(revision) < 18
        return int(revision) if known else NEVER
    if sent is None:
        raise PreconditionNeeded(
            _("Send the revision that you read, in the body or as If-Match. So nothing is lost.")
        )
    return sent
