"""The search over everything: what it finds, what it says when it finds nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import features, limits
from sme4smartcities.core.features import Feature, SearchSource, SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import Document
from sme4smartcities.core.search.services import put_many
from sme4smartcities.core.subjects import Subject
from sme4smartcities.web.views import finding

BRIDGES = range(1, 26)
SECRET = 99


def bridge(number: int) -> Subject:
    return Subject("bridge", number)


def bridges(wanted: Sequence[int]) -> Iterable[Document]:
    for number in wanted:
        title, audience = f"Bridge {number}", "members" if number == SECRET else "public"
        body = "An old arch of <stone> over the river."
        yield Document(
            subject=bridge(number), title=title, body=body, language="en", audience=audience
        )


def cards(actor: Actor, wanted: Sequence[int]) -> Mapping[int, SubjectCard]:
    return {
        number: SubjectCard(subject=bridge(number), title=f"Bridge {number}", url=f"/en/b/{number}")
        for number in wanted
        if number != 3
    }


@pytest.fixture
def guest(db: None) -> Iterator[Feature]:
    """A feature whose bridges can be found."""
    source = SearchSource(
        kind="bridge", label="Bridges", ids=lambda: [*BRIDGES, SECRET], documents=bridges
    )
    guest = Feature(slug="guest", title="Guest", search=(source,), subjects={"bridge": cards})
    features._features["guest"] = guest
    put_many(bridges([*BRIDGES, SECRET]))
    yield guest
    del features._features["guest"]


def test_visitor_finds_what_is_public_page_by_page(guest: Feature, client: Client) -> None:
    text = client.get("/en/search/", {"q": "stone river"}).text
    assert "25 results" in text
    assert "<mark>stone</mark>&gt;" in text
    assert text.count('class="card card--link"') in (19, 20)
    assert "?q=stone+river&amp;page=2" in text
    assert "Bridge 99" not in text


def test_member_finds_what_is_open_to_members(
    guest: Feature, client: Client, owner: Member
) -> None:
    client.force_login(owner)
    assert "26 results" in client.get("/en/search/", {"q": "stone"}).text


def test_reader_never_sees_what_the_feature_does_not_show(guest: Feature, client: Client) -> None:
    pages = [client.get("/en/search/", {"q": "bridge", "page": page}).text for page in (1, 2)]
    assert not any(">Bridge 3<" in text for text in pages)


def test_visitor_without_luck_is_offered_names(guest: Feature, client: Client) -> None:
    text = client.get("/en/search/", {"q": "brigde"}).text
    assert "Nothing has these words" in text
    assert "Bridge" in text


def test_who_searches_without_end_is_asked_to_wait_and_nobody_else(
    guest: Feature, client: Client, owner: Member
) -> None:
    assert finding.SEARCHES >= 60  # nobody types a search each second for a minute
    asker = limits.asker(client.get("/en/search/").wsgi_request)
    for _number in range(finding.SEARCHES):
        limits.take("search", key=asker, limit=finding.SEARCHES, per=60)
    refused = client.get("/en/search/", {"q": "stone"})
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    assert "Try again in" in refused.text
    assert client.get("/en/search/").status_code == 200  # without words nothing is searched
    client.force_login(owner)
    assert client.get("/en/search/", {"q": "stone"}).status_code == 200


def test_search_costs_at_most_twelve_queries(
    guest: Feature,
    client: Client,
    owner: Member,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(owner)
    with django_assert_max_num_queries(12) as used:
        client.get("/en/search/", {"q": "old stone arch"})
    assert isinstance(used, CaptureQueriesContext)


@pytest.mark.parametrize("words", ["", "   ", "'\"); DROP TABLE", "\x00", "*" * 9000, "<script>"])
def test_nonsense_is_answered_calmly(db: None, client: Client, words: str) -> None:
    answer = client.get("/en/search/", {"q": words, "page": "-1", "kind": "none"})
    assert answer.status_code == 200
    assert "<script>" not in answer.text.replace("<script src", "")
