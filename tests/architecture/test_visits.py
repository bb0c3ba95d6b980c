"""No page is forgotten: each address that answers with a page is looked at in the browser."""

from collections.abc import Callable, Iterator
from inspect import getclosurevars, isfunction

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from sme4smartcities.core.features import access_table
from tests.journeys.visits import visits

pytestmark = pytest.mark.once

# Addresses that answer to GET, yet not with a page of ours.
NO_PAGE = {
    "livez": "a word for machines",
    "readyz": "a word for machines",
    "healthz": "signs for machines",
    "robots": "a file for machines",
    "sitemap": "a file for machines",
    "sitemap_part": "a file for machines",
    "web_manifest": "a file for machines",
    "security_txt": "a file for machines",
    "file": "a file",
    "logo": "a picture",
    "web:manual_download": "a file",
    "web:suggest": "a part of a page",
    "accounts:download_file": "a file",
    "exchange:problems": "a file",
    "exchange:table_now": "a file",
    "exchange:progress": "a part of a page",
    "exchange:export_progress": "a part of a page",
    "root": "leads on to the reader's language",
    "tour_door": "leads on to the reader's language",
    "manual_door": "leads on to the reader's language",
    "demo:show": "leads on to a page of the Example",
    "organisations:organisation_by_number": "leads on to the page with the name in its address",
    "challenges_feed": "a feed for machines",
    "challenges:file": "a file",
    "challenges:list_file": "a file",
    "challenges:own_file": "a file",
    "challenges:empty_file": "a file",
    "solutions:list_file": "a file",
    "opportunities_out": "a file or a feed for machines",
    "opportunity_calendar": "a file",
    "personal_calendar": "a file for the calendar of a member",
    "programmes:file": "a file",
    "solutions:file": "a file",
    "alliances:offers_file": "a file",
    "alliances:alliances_file": "a file",
    "alliances:meetings_file": "a file",
    "alliances:meeting_file": "a file",
    "vocabulary_file": "a file",
    "vocabularies:territories_file": "a file",
    "mfa_login_webauthn": "a challenge for the script of the sign-in page",
    "account_set_password": "leads on: every account has a password",
}
NOT_OURS = ("api:", "admin:")  # documents; Django's own pages, for the operator alone


def views(
    patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, Callable[..., object]]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from views(pattern.url_patterns, inner)
        elif pattern.name:
            yield ":".join((*spaces, pattern.name)), pattern.callback


def is_act(view: Callable[..., object] | None) -> bool:
    """Say whether a view takes POST alone, by Django's own decorator."""
    while view is not None:
        if isfunction(view):
            allowed = getclosurevars(view).nonlocals.get("request_method_list", ("GET",))
            if "GET" not in allowed:
                return True
        view = getattr(view, "__wrapped__", None)
    return False


def pages() -> set[str]:
    ours = {name for name in access_table() if not name.startswith(NOT_OURS)}
    acts = {name for name, view in views(get_resolver().url_patterns) if is_act(view)}
    return ours - acts


SEEN = {visit.address for rows in visits().values() for visit in rows if visit.status == 200}


def test_every_page_is_looked_at():
    assert pages() - SEEN - set(NO_PAGE) == set()


def test_no_exception_outlives_its_reason():
    assert set(NO_PAGE) - pages() == set()
    assert set(NO_PAGE) & SEEN == set()


def test_every_visit_goes_to_an_address_of_the_house():
    named = {name for rows in visits().values() for row in rows for name in (row.address, row.via)}
    assert named - {""} - set(access_table()) == set()
