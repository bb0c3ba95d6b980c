"""Parts of a page that other features fill, and leading through the pages of a list."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.template import Context, Template, engines
from django.test import Client, RequestFactory
from django.utils.translation import ngettext_lazy

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import features, panels
from sme4smartcities.core.features import Count, DeskItem, Feature, Panel
from sme4smartcities.core.paging import page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from tests.markup import closed_up

NOTE = "core/_thread.html"


def steps(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    return {"steps": [], "label": f"Thread of {subject}", "tall": False}


def nothing(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    return None


def fails(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    raise RuntimeError("this feature is broken")


def some() -> QuerySet[Any]:
    return Member.objects.all()


def none() -> QuerySet[Any]:
    return Member.objects.filter(pk=0)


def broken_rows() -> QuerySet[Any]:
    raise RuntimeError("this feature is broken")


def needs(actor: Actor) -> list[DeskItem]:
    late = DeskItem(title="Read", text="At leisure", url="/en/b/", label="Read", urgency=200)
    soon = DeskItem(title="Answer", text="Today", url="/en/a/", label="Answer", urgency=1)
    return [late, soon]


def broken_desk(actor: Actor) -> list[DeskItem]:
    raise RuntimeError("this feature is broken")


GUEST = Feature(
    slug="guest",
    title="Guest",
    panels=(
        Panel(slot="here", template=NOTE, fill=steps, position=2),
        Panel(slot="here", template="core/_missing.html", fill=steps, position=1),
        Panel(slot="here", template=NOTE, fill=nothing),
        Panel(slot="here", template=NOTE, fill=fails),
        Panel(slot="elsewhere", template=NOTE, fill=steps),
    ),
    counts=(
        Count(label=ngettext_lazy("bridge", "bridges"), rows=some),
        Count(label=ngettext_lazy("tunnel", "tunnels"), rows=none),
        Count(label=ngettext_lazy("ferry", "ferries"), rows=Member.objects.none),
        Count(label=ngettext_lazy("lift", "lifts"), rows=broken_rows),
    ),
    desk=(needs, broken_desk),
)


@pytest.fixture
def guest() -> Iterator[Feature]:
    """One more feature in the house, with good and broken parts."""
    features._features["guest"] = GUEST
    yield GUEST
    del features._features["guest"]


def draw(source: str, **context: object) -> str:
    return Template(source).render(Context({"user": AnonymousUser(), **context}))


def test_slot_shows_what_works_and_leaves_out_what_fails(
    guest: Feature, caplog: pytest.LogCaptureFixture
) -> None:
    text = draw('{% panels "here" subject %}', subject=Subject("challenge", 4))
    assert text.count("<nav") == 1
    assert "Thread of challenge:4" in text
    assert caplog.text.count("was left out") == 2


def test_empty_slot_shows_nothing() -> None:
    assert draw('{% panels "nowhere" %}') == ""


def test_home_shows_what_features_count_and_no_zero(
    guest: Feature, owner: Member, officer: Member, client: Client
) -> None:
    text = closed_up(client.get("/en/").text)
    assert "<dt>bridges</dt><dd>2</dd>" in text
    assert "tunnel" not in text
    assert "<dt>ferr" not in text and "<dt>lift" not in text


def test_desk_shows_what_needs_the_member_most_urgent_first(
    guest: Feature, client: Client, owner: Member
) -> None:
    client.force_login(owner)
    text = closed_up(client.get("/en/desk/").text)
    assert text.index('<a href="/en/a/">Answer</a>') < text.index('<a href="/en/b/">Read</a>')


def test_pager_keeps_the_filters_in_its_addresses(rf: RequestFactory) -> None:
    request = rf.get("/en/list/", {"kind": "sme", "page": "5"})
    page = page_of(list(range(200)), 5)
    text = (
        engines["django"].from_string("{% pager page %}").render({"page": page, "request": request})
    )
    assert '<a href="?kind=sme&amp;page=4" rel="prev">' in text
    assert '<a href="?kind=sme&amp;page=5" aria-current="page">' in text
    assert text.count("<span>…</span>") == 2


def test_list_of_one_page_has_no_pager(rf: RequestFactory) -> None:
    source = engines["django"].from_string("{% pager page %}")
    page = page_of([1], 1)
    assert source.render({"page": page, "request": rf.get("/")}).strip() == ""


def test_panels_of_one_page_share_what_the_first_has_asked() -> None:
    asked: list[int] = []

    @panels.asked_once_a_page
    def question(actor: Actor, number: int) -> str:
        asked.append(number)
        return f"row {number}"

    def shows(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
        return {"row": question(actor, subject.id)}

    both = [Panel(slot=slot, template=NOTE, fill=shows) for slot in ("main", "side")]
    features_of = [Feature(slug="some", title="Some", panels=both)]
    page: panels.Held = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(panels, "all_features", lambda: features_of)
        for slot in ("main", "side"):
            found = list(panels.filled(slot, AnonymousUser(), Subject("challenge", 7), page))
            assert found == [(NOTE, {"row": "row 7"})]
        assert asked == [7]
        list(panels.filled("main", AnonymousUser(), Subject("challenge", 7), {}))
        assert asked == [7, 7], "another page asks for itself"
        request = RequestFactory().get("/")
        panels.give_to_panels(request, question, 7, "row of the view")
        shown = panels.filled(
            "main", AnonymousUser(), Subject("challenge", 7), panels.held_by(request)
        )
        assert [content["row"] for _name, content in shown] == ["row of the view"]
        sent = RequestFactory().post("/")
        panels.give_to_panels(sent, question, 7, "row before it was changed")
        assert panels.held_by(sent) == {}
    assert asked == [7, 7]
    assert question(AnonymousUser(), 7) == "row 7"
    assert asked == [7, 7, 7], "whoever is no panel is told what is true now"
