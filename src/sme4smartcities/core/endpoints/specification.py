"""Complete the OpenAPI document: every refusal, every header, and who may call what."""

from collections.abc import Mapping
from typing import Any

from sme4smartcities.core.access import Access
from sme4smartcities.core.endpoints.problems import PROBLEM, Problem

BEARER = "bearer"
TEXT = {"schema": {"type": "string"}}
COUNT = {"schema": {"type": "integer"}}
REFUSALS = {
    400: "Refused: the sentence says what to change",
    401: "Sign in, or send a bearer token",
    403: "You lack a right or the token lacks a scope",
    404: "There is nothing here that you may see",
    409: "Somebody else was faster",
    412: "If-Match is stale; both texts are in the document",
    422: "Some values do not fit; each is named",
    428: "Send the revision that you read",
    429: "Too often; Retry-After says when to come back",
}
HEADERS_OF = {401: {"WWW-Authenticate": TEXT}, 429: {"Retry-After": COUNT}}
EDIT_ONLY = (412, 428)
WRITE_ONLY = (409,)


def complete(schema: dict[str, Any], levels: Mapping[str, Access]) -> None:
    """Add to a document what its endpoints have in common. ``levels``: operation id → its door."""
    _add_problem(schema["components"])
    for verbs in schema["paths"].values():
        for verb, operation in verbs.items():
            _complete(operation, verb, levels[operation["operationId"]])


def _add_problem(components: dict[str, Any]) -> None:
    document = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    components["schemas"].update(document.pop("$defs", {}))
    components["schemas"]["Problem"] = document
    components["securitySchemes"] = {BEARER: {"type": "http", "scheme": "bearer"}}


def _complete(operation: dict[str, Any], verb: str, level: Access) -> None:
    reads = verb == "get"
    scopes = ["read" if reads else "write"]
    if level.roles:
        scopes.append("coordinate")
    open_to_all = reads and level is Access.PUBLIC
    operation["security"] = [*([{}] if open_to_all else []), {BEARER: []}]
    operation["x-scopes"] = scopes
    answers = operation["responses"]
    for status in REFUSALS:
        if _can_happen(operation, status, reads=reads):
            answers[status] = _refusal(status)
    if reads:
        answers[200]["headers"] = {"ETag": TEXT}
        answers[304] = {"description": "You have this already", "headers": {"ETag": TEXT}}
        operation.setdefault("parameters", []).append(
            {"in": "header", "name": "If-None-Match", "required": False, **TEXT}
        )


def _can_happen(operation: Mapping[str, Any], status: int, *, reads: bool) -> bool:
    edits = any(p["name"] == "If-Match" for p in operation.get("parameters", ()))
    if status in EDIT_ONLY:
        return edits
    return not (reads and status in WRITE_ONLY)


def _refusal(status: int) -> dict[str, Any]:
    return {
        "description": REFUSALS[status],
        "headers": HEADERS_OF.get(status, {}),
        "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
