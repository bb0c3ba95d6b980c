"""A request asks at most once whether the lists of terms have changed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from sme4smartcities.vocabularies.queries.lists import asked_once


class ListsOnce:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with asked_once():
            return self.get_response(request)
