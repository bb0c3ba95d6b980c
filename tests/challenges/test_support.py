"""Other authorities stand behind a challenge: invited or of their own wish, and then they write it."""

import pytest
from django.urls import reverse

from sme4smartcities.challenges.models import Challenge, Supporter
from sme4smartcities.challenges.queries.support import similar_to
from sme4smartcities.challenges.services import (
    Edit,
    ask_question,
    ask_to_support,
    edit_challenge,
    invite_supporter,
    move_challenge,
    move_support,
)
from sme4smartcities.challenges.services.support import INVITED_A_DAY
from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Block
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.standing import move
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation

EDIT = Edit(language="en", texts={"causes": "Few bays."})


@pytest.fixture
def neighbour(expert):
    return make_city("Saltquay", manager=expert)


def test_an_invited_city_sees_the_draft_and_writes_it_once_it_accepts(
    officer, expert, draft, neighbour, client
):
    made = invite_supporter(
        actor=officer, challenge=draft, organisation=neighbour, pilot_site=True, message="Join us."
    )
    assert Mail.objects.filter(to=expert.email, text__contains="Join us.").count() == 1
    client.force_login(expert)
    assert "is invited to support it" in client.get("/en/desk/").text
    assert client.get(draft.get_absolute_url()).status_code == 200
    with pytest.raises(NotAllowed):
        edit_challenge(actor=expert, challenge=draft, edit=EDIT)
    client.post(reverse("challenges:support_step", args=(made.pk, "accept")))
    edit_challenge(actor=expert, challenge=Challenge.objects.get(pk=draft.pk), edit=EDIT)
    page = client.get(draft.get_absolute_url()).text
    assert "Saltquay" in page and "pilot site" in page


def test_a_supporter_writes_and_answers_but_does_not_publish_or_withdraw(
    officer, expert, challenge, neighbour
):
    made = invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    move_support(actor=expert, supporter=made, act="accept")
    with pytest.raises(NotAllowed):
        move_challenge(actor=expert, challenge=challenge, act="withdraw", note="No.")


def test_a_city_asks_from_the_page_and_the_owner_accepts(
    officer, expert, challenge, neighbour, client
):
    client.force_login(expert)
    assert "Join the support group" in client.get(challenge.get_absolute_url()).text
    address = reverse("challenges:join", args=(challenge.pk,))
    client.post(address, {"organisation": neighbour.pk, "message": "Same here."})
    made = Supporter.objects.get()
    assert made.state == "asked"
    client.force_login(officer)
    assert "asks to support it" in client.get("/en/desk/").text
    client.post(reverse("challenges:support_step", args=(made.pk, "admit")))
    made.refresh_from_db()
    assert made.state == "joined"
    assert Mail.objects.filter(to=expert.email, template="challenges/mail/news").exists()


def test_who_asked_and_was_invited_meanwhile_has_joined(officer, expert, challenge, neighbour):
    ask_to_support(actor=expert, challenge=challenge, organisation=neighbour)
    made = invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    assert made.state == "joined"


def test_a_declined_city_may_be_invited_again_and_others_never_hear_of_it(
    officer, expert, challenge, neighbour, client
):
    made = invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    move_support(actor=expert, supporter=made, act="decline")
    assert "Saltquay" not in client.get(challenge.get_absolute_url()).text
    again = invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    assert (again.pk, again.state) == (made.pk, "invited")
    with pytest.raises(Refused, match="answered otherwise"):
        move_support(actor=SYSTEM, supporter=again, act="admit")


def test_companies_the_owner_itself_and_other_layers_are_no_supporters(
    officer, owner, challenge, city
):
    company = make_organisation("Acequia Labs", manager=owner)
    for organisation in (company, city, make_city("Invented", layer="example")):
        with pytest.raises(Refused, match="Other public bodies"):
            invite_supporter(actor=officer, challenge=challenge, organisation=organisation)
    with pytest.raises(NotAllowed):
        ask_to_support(actor=owner, challenge=challenge, organisation=company)


def test_who_left_no_longer_writes(officer, expert, challenge, neighbour):
    made = invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    move_support(actor=expert, supporter=made, act="accept")
    move_support(actor=expert, supporter=made, act="leave")
    with pytest.raises(NotAllowed):
        edit_challenge(actor=expert, challenge=Challenge.objects.get(pk=challenge.pk), edit=EDIT)


def test_challenges_alike_are_those_of_others_that_share_most_tags(city, client):
    row = make_challenge(city, needs=("parking", "mapping"))
    other = make_city("Saltquay")
    near = make_challenge(other, title="Very much alike", needs=("parking", "mapping"))
    far = make_challenge(make_city("Dunmere"), title="A little alike", needs=("parking",))
    make_challenge(make_city("Kelm"), title="Other matters", domain="water")
    make_challenge(city, title="Mine as well", needs=("parking", "mapping"))
    make_challenge(other, state="draft", title="Unseen", needs=("parking", "mapping"))
    assert [one.card.row for one in similar_to(row, SYSTEM)] == [near, far]
    assert "Very much alike" in client.get(row.get_absolute_url()).text


def test_support_outlives_the_merging_of_an_entry_into_one_that_was_refused(
    worker, expert, challenge, neighbour
):
    twin = make_city("Salt Quay", manager=expert)
    for city, act in ((neighbour, "admit"), (twin, "refuse")):
        asked = ask_to_support(actor=expert, challenge=challenge, organisation=city)
        move_support(actor=SYSTEM, supporter=asked, act=act)
    merge(actor=SYSTEM, organisation=neighbour, into=twin)
    worker.run()
    row = challenge.supporters.get()
    assert (row.organisation, row.state) == (twin, "joined")


@pytest.mark.parametrize("into_owner", [True, False])
def test_an_owner_that_is_merged_with_a_supporter_does_not_support_itself(
    worker, city, expert, challenge, neighbour, into_owner
):
    asked = ask_to_support(actor=expert, challenge=challenge, organisation=neighbour)
    move_support(actor=SYSTEM, supporter=asked, act="admit")
    old, new = (neighbour, city) if into_owner else (city, neighbour)
    merge(actor=SYSTEM, organisation=old, into=new)
    worker.run()
    challenge.refresh_from_db()
    assert challenge.owner == new and not Supporter.objects.exists()


def test_a_hidden_city_is_not_named_as_one_that_supports(client, expert, challenge, neighbour):
    asked = ask_to_support(actor=expert, challenge=challenge, organisation=neighbour)
    move_support(actor=SYSTEM, supporter=asked, act="admit")
    move(actor=SYSTEM, organisation=neighbour, act="hide")
    for address in (challenge.get_absolute_url(), f"/api/v1/challenges/{challenge.pk}"):
        assert "Saltquay" not in client.get(address).text


def test_who_was_blocked_invites_nobody_behind_a_challenge(client, officer, challenge, neighbour):
    client.force_login(officer)
    Block.objects.create(organisation=neighbour, member=officer)
    address = reverse("challenges:support", args=(challenge.pk,))
    sent = {"organisation": neighbour.name, "role": "supporter", "message": "Do join at last."}
    answer = client.post(address, sent).text
    assert "takes no messages from you" in answer and "Do join at last." in answer
    assert not challenge.supporters.exists() and not Mail.objects.exists()


@pytest.mark.parametrize("everywhere", [True, False])
def test_who_was_blocked_neither_asks_nor_wants_to_support(
    officer, expert, city, challenge, neighbour, everywhere
):
    Block.objects.create(organisation=None if everywhere else city, member=expert)
    with pytest.raises(Refused, match="takes no messages from you"):
        ask_question(actor=expert, challenge=challenge, text="How wide?", language="en")
    with pytest.raises(Refused, match="takes no messages from you"):
        ask_to_support(actor=expert, challenge=challenge, organisation=neighbour)
    assert not Mail.objects.exists()
    invite_supporter(actor=officer, challenge=challenge, organisation=neighbour)
    joined = ask_to_support(actor=expert, challenge=challenge, organisation=neighbour)
    assert joined.state == "joined"


def test_an_officer_invites_so_many_bodies_a_day(officer, challenge):
    for number in range(INVITED_A_DAY):
        city = make_city(f"Quay {number}")
        invite_supporter(actor=officer, challenge=challenge, organisation=city)
    with pytest.raises(TooMany):
        invite_supporter(actor=officer, challenge=challenge, organisation=make_city("One more"))
