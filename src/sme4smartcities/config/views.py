"""The page that tells programmers what the API offers, made from its own specification."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from ninja import NinjaAPI

VERBS = ("get", "post", "put", "patch", "delete")


class ApiPage:
    """A view over one API: its operations by subject, with what each takes and gives."""

    def __init__(self, api: NinjaAPI) -> None:
        self.api = api

    def __call__(self, request: HttpRequest) -> HttpResponse:
        schema: dict[str, Any] = self.api.get_openapi_schema()
        context = {
            "groups": groups(schema),
            "title": schema["info"]["title"],
            "version": schema["info"]["version"],
            "specification": reverse("api:openapi-json"),
        }
        return render(request, "config/api.html", context)


def groups(schema: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Put the operations together by what they are about, in the order of the specification."""
    found: dict[str, list[dict[str, Any]]] = {}
    for operation in operations(schema):
        found.setdefault(operation["tag"], []).append(operation)
    return list(found.items())


def operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each operation with its verb, address, sentence and the names of its parameters."""
    for path, verbs in schema["paths"].items():
        for verb in VERBS:
            if verb in verbs:
                found = verbs[verb]
                yield {
                    "verb": verb.upper(),
                    "path": path,
                    "tag": found["tags"][0],
                    "text": found.get("description") or found["summary"],
                    "scopes": found["x-scopes"],
                    "open": {} in found["security"],
                    "parameters": [*_parameters(found), *_fields(found, schema)],
                }


def _parameters(operation: dict[str, Any]) -> list[str]:
    """Name what stands in the query; the address and the headers speak for themselves."""
    return [p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"]


def _fields(operation: dict[str, Any], schema: dict[str, Any]) -> list[str]:
    """Name the fields of the body."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    shape = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
    return list(schema["components"]["schemas"].get(shape, {}).get("properties", ()))
