"""A challenge goes out and comes in again without losing a word."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import (
    Edit,
    check_translation,
    edit_challenge,
    move_challenge,
)
from sme4smartcities.challenges.services.exchange import exported, import_challenge
from sme4smartcities.challenges.services.versions import content_of
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from tests.challenges.cast import make_challenge


def test_what_goes_out_comes_in_again_word_by_word_as_a_draft(officer, city):
    row = make_challenge(city, needs=("parking",))
    edit_challenge(
        actor=SYSTEM,
        challenge=row,
        edit=Edit(
            language="ar",
            texts={"title": "موقف شاغر", "problem": "المواقف مشغولة."},
            values={"budget_most": 6_000_000, "wanted_until": None},
        ),
    )
    row = check_translation(actor=SYSTEM, challenge=row, language="ar")
    made = import_challenge(actor=officer, owner=city, text=json.dumps(exported(row, SYSTEM)))
    assert (made.state, made.pk != row.pk) == ("draft", True)
    assert content_of(made) == content_of(row)
    assert made.versions.count() == 1


def test_an_officer_takes_the_file_from_the_page_and_brings_it(client, officer, challenge):
    client.force_login(officer)
    file = client.get(reverse("challenges:file", args=(challenge.pk,)))
    content = b"".join(file.streaming_content)
    upload = SimpleUploadedFile("challenge.json", content, "application/json")
    sent = {"owner": challenge.owner_id, "file": upload}
    answer = client.post(reverse("challenges:bring"), sent)
    made = Challenge.objects.latest("pk")
    assert answer.url == reverse("challenges:studio", args=(made.pk,))


@pytest.mark.parametrize("name", ["title", "summary", "problem"])
def test_half_a_sign_in_a_file_breaks_no_page(client, officer, city, name):
    told = exported(make_challenge(city), SYSTEM)
    told["texts"][name]["en"]["text"] += " \ud800!"
    made = import_challenge(actor=officer, owner=city, text=json.dumps(told))
    assert getattr(made, name)["en"]["text"].endswith(" !")
    move_challenge(actor=SYSTEM, challenge=made, act="publish")
    assert client.get(reverse("challenges:list")).status_code == 200
    assert client.get(made.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        "[" * 100_000,
        '{"kind": "sme4smartcities-challenge", "version": 1}',
        '{"kind": "sme4smartcities-challenge", "version": 1, "source_language": "en", "texts": 5}',
    ],
)
def test_a_file_that_is_no_export_makes_nothing(officer, city, text):
    with pytest.raises(Refused, match="no export of a challenge"):
        import_challenge(actor=officer, owner=city, text=text)
    assert not Challenge.objects.exists()


def test_a_file_with_a_goal_on_the_wrong_side_makes_nothing(officer, city, challenge):
    told = exported(challenge, SYSTEM)
    told["measures"][0]["target"] = "40"
    with pytest.raises(Refused, match="does not lie below"):
        import_challenge(actor=officer, owner=city, text=json.dumps(told))
    assert Challenge.objects.count() == 1


def test_codes_that_are_unknown_here_are_left_out(officer, city, challenge):
    told = exported(challenge, SYSTEM)
    told["terms"]["domain"].append("of-another-house")
    made = import_challenge(actor=officer, owner=city, text=json.dumps(told))
    assert content_of(made)["terms"] == content_of(challenge)["terms"]


def test_nobody_brings_a_challenge_for_another_city(owner, city, challenge):
    with pytest.raises(NotAllowed):
        import_challenge(actor=owner, owner=city, text=json.dumps(exported(challenge, SYSTEM)))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_the_list_goes_out_as_a_table_with_the_same_filters(client, city, kind):
    make_challenge(city, title="Dry squares", domain="water")
    make_challenge(city, title="Taken bays")
    make_challenge(city, state="draft", title="Unfinished")
    answer = client.get(f"/en/challenges/table/{kind}/?domain=water")
    content = b"".join(answer.streaming_content)
    assert answer.status_code == 200 and len(content) > 50
    if kind != "xlsx":
        assert b"Dry squares" in content
        assert b"Taken bays" not in content and b"Unfinished" not in content


def test_figures_and_money_go_along_in_every_kind_of_table(client, challenge):
    values = {"budget_least": 150_050, "budget_most": 200_000, "trl_least": 6}
    edit_challenge(actor=SYSTEM, challenge=challenge, edit=Edit(language="en", values=values))
    for kind in ("csv", "xlsx", "json"):
        assert client.get(f"/en/challenges/table/{kind}/").status_code == 200
    text = b"".join(client.get("/en/challenges/table/csv/").streaming_content).decode("utf-8-sig")
    assert "1500.50" in text and "2000.00" in text
