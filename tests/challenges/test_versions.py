"""Every version is kept, and what changed is read word by word."""

from xml.etree import ElementTree

from django.urls import reverse

from sme4smartcities.challenges.queries.versions import Piece, differences, pieces
from sme4smartcities.challenges.services import Edit, edit_challenge, move_challenge
from sme4smartcities.challenges.services.versions import content_of
from sme4smartcities.core.policies import SYSTEM
from tests.challenges.cast import make_challenge


def test_words_that_stay_go_and_come_are_told_apart():
    assert pieces("Bays are often taken.", "Bays are always taken by cars.") == [
        Piece("same", "Bays are "),
        Piece("gone", "often taken."),
        Piece("new", "always taken by cars."),
    ]
    assert pieces("", "שלום") == [Piece("new", "שלום")]
    assert pieces("same", "same") == [Piece("same", "same")]


def test_long_texts_lose_no_word_and_are_compared_no_longer_than_a_visitor_may_ask_for():
    old, new = "taken free " * 2_000, "free taken often " * 1_500
    assert pieces(old, new) == [Piece("gone", old), Piece("new", new)]
    inside = pieces(f"{old}in time {new}", f"{old}too late {new}")
    assert [one.kind for one in inside] == ["same", "gone", "new", "same"]
    assert "".join(one.text for one in inside if one.kind != "new") == f"{old}in time {new}"


def test_a_content_compared_with_itself_differs_in_nothing(challenge):
    assert differences(content_of(challenge), content_of(challenge)) == []


def test_texts_numbers_tags_and_figures_that_change_are_each_named(officer, challenge):
    before = content_of(challenge)
    changed = edit_challenge(
        actor=officer,
        challenge=challenge,
        edit=Edit(
            language="en",
            texts={"summary": "Other words."},
            values={"budget_most": 6_000_000},
            terms={"domain": []},
            measures=[],
        ),
    )
    labels = [one.label for one in differences(before, content_of(changed))]
    assert labels == ["In one or two sentences", "Budget, up to", "Figure 1", "Field"]


def test_a_visitor_reads_what_changed_in_public_and_no_draft_of_it(client, city, officer):
    row = make_challenge(city, state="draft", title="Secret first words")
    edit_challenge(actor=SYSTEM, challenge=row, edit=Edit(language="en", texts={"title": "Bays"}))
    row = edit_challenge(
        actor=SYSTEM, challenge=row, edit=Edit(language="en", texts={"title": "Taken bays"})
    )
    row = move_challenge(actor=SYSTEM, challenge=row, act="publish")
    edit_challenge(
        actor=SYSTEM, challenge=row, edit=Edit(language="en", texts={"causes": "Few bays at all."})
    )
    address = reverse("challenges:versions", args=(row.pk,))
    page = client.get(address).text
    assert "<ins>Few bays at all.</ins>" in page and "Secret" not in page
    assert "Secret" not in client.get(f"{address}?v=1").text
    client.force_login(officer)
    assert "Secret first words" in client.get(f"{address}?v=1").text


def test_the_feed_tells_what_is_open_in_the_language_asked_for(client, challenge, city):
    make_challenge(city, state="draft", title="Unfinished")
    edit_challenge(
        actor=SYSTEM, challenge=challenge, edit=Edit(language="ar", texts={"title": "موقف"})
    )
    answer = client.get("/challenges/feed.atom?language=ar")
    assert answer["Content-Type"].startswith("application/atom+xml")
    names = {"a": "http://www.w3.org/2005/Atom"}
    titles = [
        one.text for one in ElementTree.fromstring(answer.text).findall("a:entry/a:title", names)
    ]
    assert titles == ["موقف"]
    assert client.get("/challenges/feed.atom?language=xx").status_code == 200
