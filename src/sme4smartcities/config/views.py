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
            "operations": list(operations(schema)),
            "title": schema["info"]["title"],
            "version": schema["info"]["version"],
            "specification": reverse("api:openapi-json"),
        }
        return render(request, "config/api.html", context)


def operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give each operation with its verb, address, sentence and the names of its parameters."""
    for path, verbs in schema["paths"].items():
        for verb in VERBS:
            if verb in verbs:
                found = verbs[verb]
                yield {
                    "verb": verb.upper(),
                    "path": path,
                    "text": found.get("description") or found["summary"],
                    "parameters": [p["name"] for p in found.get("parameters", ())],
                }
