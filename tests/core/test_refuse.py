"""Pages that say no: they help, keep their status, and need no database when that is what broke."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError, connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.translation import override

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import pages
from sme4smartcities.core.errors import Conflict, NotAllowed, PlatformError, Refused, TooMany


@pytest.fixture
def request_of_visitor(rf: RequestFactory) -> HttpRequest:
    request = rf.post("/en/somewhere/")
    request.user = AnonymousUser()
    return request


def broken(execute: Callable[..., Any], *args: Any) -> Any:
    raise OperationalError("the disk is gone")


def test_member_reads_an_error_page_while_the_database_is_down(owner: Member) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(owner)
    with connection.execute_wrapper(broken):
        answer = client.get("/it/desk/")
    assert answer.status_code == 500
    assert '<html lang="it"' in answer.text
    assert "(500)" in answer.text
    assert "disk" not in answer.text


def test_number_on_the_error_page_stands_in_the_log(
    request_of_visitor: HttpRequest, caplog: pytest.LogCaptureFixture
) -> None:
    text = pages.server_error(request_of_visitor).content.decode()
    number = caplog.records[-1].args[0]  # type: ignore[index]
    assert len(str(number)) == 6
    assert str(number) in text


def test_address_cannot_write_lines_of_its_own_into_the_log(
    rf: RequestFactory, caplog: pytest.LogCaptureFixture
) -> None:
    pages.server_error(rf.get("/en/a%0AERROR all is lost/"))
    assert "\n" not in caplog.messages[-1]


@pytest.mark.parametrize("path", ["*", "organisations", ""])
def test_visitor_at_an_address_without_a_slash_is_not_found(
    db: None, client: Client, path: str
) -> None:
    answer = client.generic("OPTIONS", "/", PATH_INFO=path)
    assert answer.status_code in (302, 404, 405)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Refused("Give a number of weeks, for example 24."), 400),
        (NotAllowed("Only a manager may do this."), 403),
        (Conflict("Somebody was faster."), 409),
        (TooMany("Wait a minute.", retry_after=60), 429),
    ],
)
def test_refusal_shows_its_sentence_and_status(
    request_of_visitor: HttpRequest, error: PlatformError, status: int
) -> None:
    answer = pages.refusal(request_of_visitor, error)
    assert answer.status_code == status
    assert str(error.message) in answer.content.decode()
    assert answer.headers.get("Retry-After") == ("60" if status == 429 else None)


def test_conflict_shows_both_texts_whole(request_of_visitor: HttpRequest) -> None:
    texts = {"description": ("Their <b>text</b>", "My text")}
    answer = pages.refusal(request_of_visitor, Conflict("Somebody was faster.", texts=texts))
    page = answer.content.decode()
    assert "Their &lt;b&gt;text&lt;/b&gt;" in page
    assert "My text" in page


def test_too_large_a_form_is_413(request_of_visitor: HttpRequest) -> None:
    assert pages.bad_request(request_of_visitor, RequestDataTooBig("big")).status_code == 413
    assert pages.bad_request(request_of_visitor).status_code == 400


def test_member_sending_an_old_form_keeps_what_was_typed_in_mind(owner: Member) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    answer = client.post("/en/account/logout/")
    assert answer.status_code == 403
    assert "what you typed is still there" in answer.text


def test_visitor_at_an_unknown_address_may_sign_in_and_come_back(db: None, client: Client) -> None:
    answer = client.get("/en/unknown/?a=1")
    assert answer.status_code == 404
    assert "?next=/en/unknown/%3Fa%3D1" in answer.text


def test_every_refusal_speaks_the_readers_language(request_of_visitor: HttpRequest) -> None:
    with override("ar"):
        text = pages.forbidden(request_of_visitor).content.decode()
    assert '<html lang="ar" dir="rtl"' in text
