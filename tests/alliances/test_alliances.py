"""Who starts an alliance, who is asked, who sees it, and when it stands or falls."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.alliances.models import Alliance, Seat
from sme4smartcities.alliances.queries.alliances import alliance_for, whole
from sme4smartcities.alliances.queries.desk import invitations_wait
from sme4smartcities.alliances.queries.panels import on_alliance, on_match
from sme4smartcities.alliances.services.forming import (
    add_member,
    end_alliance,
    pass_lead,
    say_what_it_covers,
    send_invitations,
    start_alliance,
)
from sme4smartcities.alliances.services.seating import expire_invitations, move_seat
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.personal_data import erase, gather
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.organisations.models import Block, Facet, Layer, OrganisationTerm
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.standing import delete_organisation, move
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import make_member
from tests.organisations.cast import give_role, make_organisation, make_term

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"alliances:{name}", args=args)


@pytest.fixture
def spain(db):
    return make_term("territory", "es", "Spain")


@pytest.fixture
def italy(db):
    return make_term("territory", "it", "Italy")


@pytest.fixture
def company(owner, spain):
    return offering(make_organisation("Acequia Labs", manager=owner, territory=spain), "parking")


@pytest.fixture
def partner(expert, italy):
    row = make_organisation("Bottega Occhio", manager=expert, territory=italy)
    return offering(row, "computer-vision")


@pytest.fixture
def challenge(city):
    return make_challenge(city, needs=("parking", "computer-vision", "open-data"))


@pytest.fixture
def draft(owner, company, partner, challenge):
    return start_alliance(
        actor=owner, challenge=challenge, starter=company, name="Two eyes", members=[partner]
    )


@pytest.fixture
def inviting(owner, draft):
    return send_invitations(actor=owner, alliance=draft)


@pytest.fixture
def formed(expert, partner, inviting):
    move_seat(actor=expert, seat=seat(inviting, partner), act="accept")
    inviting.refresh_from_db()
    return inviting


def offering(organisation, code):
    OrganisationTerm.objects.create(
        organisation=organisation, facet=Facet.OFFERS, term=make_term("capability", code)
    )
    return organisation


def seat(alliance, organisation):
    return Seat.objects.get(alliance=alliance, organisation=organisation)


def test_two_companies_of_two_countries_form_an_alliance(
    client, owner, expert, company, partner, challenge
):
    client.force_login(owner)
    address = f"{page('start', challenge.pk)}?with={partner.pk}"
    assert "Bottega Occhio" in client.get(address).text
    sent = {"starter": company.pk, "name": "Two eyes", "note": "We look.", "members": [partner.pk]}
    client.post(address, sent)
    row = Alliance.objects.get()
    assert row.state == "draft" and not Mail.objects.exists()
    assert alliance_for(expert, row.pk) is None
    client.post(page("send", row.pk))
    mail = Mail.objects.get(key__startswith="alliance:invited")
    assert mail.to == expert.email and "We look." in mail.text
    assert [item.title for item in invitations_wait.items(expert)] == ["Two eyes"]

    client.force_login(expert)
    shown = client.get(row.get_absolute_url()).text
    assert "is invited" in shown and "not yet" in shown
    client.post(page("reply", seat(row, partner).pk), {"act": "accept"})
    row.refresh_from_db()
    assert row.state == "formed"
    read = whole(expert, row)
    assert read.countries == ["Italy", "Spain"]
    assert [list(one.covers) for one in read.places] == [["Parking"], ["Computer-Vision"]]
    assert list(read.missing) == ["Open-Data"]
    assert "Members of 2 countries" in client.get(row.get_absolute_url()).text
    assert Mail.objects.get(key__startswith="alliance:accept").to == owner.email
    names = Entry.objects.filter(subject_kind="alliance").order_by("pk")
    assert list(names.values_list("name", flat=True)) == [
        "alliances.AllianceStarted",
        "alliances.AllianceMoved",
        "alliances.SeatMoved",
        "alliances.SeatMoved",
        "alliances.AllianceMoved",
    ]


def in_country(organisation, country):
    OrganisationTerm.objects.create(organisation=organisation, facet=Facet.TERRITORY, term=country)
    return organisation


@pytest.fixture
def two_needs(city, partner, spain, italy):
    """A challenge that the partner, of one country, and another company, of another, could answer."""
    in_country(partner, italy)
    third = make_organisation("Third Works", manager=make_member("gadi"))
    offering(in_country(third, spain), "parking")
    return make_challenge(city, needs=("parking", "computer-vision"))


def test_an_address_does_not_tell_who_keeps_away_from_whom(
    client, owner, company, partner, two_needs
):
    client.force_login(owner)
    address = page("start", two_needs.pk)
    assert "Bottega Occhio" in client.get(address).text
    Bound.objects.create(organisation=partner, way=Bound.Way.SEEN, other=company)
    assert "Bottega Occhio" not in client.get(address).text
    assert "Bottega Occhio" in client.get(f"{address}?with={partner.pk}").text


def test_a_city_reads_no_proposal_before_it_notes_that_it_looks(client, officer, two_needs):
    client.force_login(officer)
    address = page("start", two_needs.pk)
    assert "Bottega Occhio" not in client.get(address).text
    client.post(reverse("matching:consult", args=(two_needs.pk,)))
    assert "Bottega Occhio" in client.get(address).text


def test_a_decline_tells_the_lead_why_and_another_can_be_asked(
    client, owner, expert, partner, inviting
):
    client.force_login(expert)
    place = seat(inviting, partner)
    without = client.post(page("reply", place.pk), {"act": "decline", "text": "Busy until May."})
    assert "Choose a reason" in without.text and "Busy until May." in without.text
    client.post(
        page("reply", place.pk), {"act": "decline", "reason": "time", "text": "Busy until May."}
    )
    assert alliance_for(expert, inviting.pk) is None
    mail = Mail.objects.get(key__startswith="alliance:decline")
    assert mail.to == owner.email and "no time" in mail.text and "Busy until May." in mail.text
    other = make_organisation("Third Works", manager=make_member("gadi"))
    added = add_member(actor=owner, alliance=inviting, organisation=other)
    assert added.state == "invited" and inviting.state == "inviting"
    again = add_member(actor=owner, alliance=inviting, organisation=partner)
    assert (again.state, again.reason) == ("invited", "")


def test_a_city_suggests_an_alliance_and_sees_it_once_all_agree(
    client, owner, officer, expert, city, company, partner, challenge
):
    row = start_alliance(
        actor=officer,
        challenge=challenge,
        starter=city,
        name="From the list",
        members=[company, partner],
    )
    send_invitations(actor=officer, alliance=row)
    assert alliance_for(officer, row.pk) is None
    for member, organisation in ((owner, company), (expert, partner)):
        move_seat(actor=member, seat=seat(row, organisation), act="accept")
    row.refresh_from_db()
    assert row.state == "formed" and seat(row, company).is_lead
    say_what_it_covers(actor=owner, seat=seat(row, company), covers="Counting", opens=True)
    assert alliance_for(officer, row.pk) is None
    say_what_it_covers(actor=expert, seat=seat(row, partner), covers="", opens=True)
    assert alliance_for(officer, row.pk) == row
    client.force_login(officer)
    shown = client.get(row.get_absolute_url()).text
    assert "Counting" in shown and "Ask one more" not in shown


def test_nobody_outside_reads_an_alliance(stranger, coordinator, officer, formed):
    for other in (stranger, coordinator, officer):
        assert alliance_for(other, formed.pk) is None


def test_strangers_and_the_wrong_side_start_and_answer_nothing(
    owner, officer, stranger, expert, company, partner, challenge, inviting
):
    for actor, starter in ((stranger, company), (officer, company), (owner, partner)):
        with pytest.raises(NotAllowed):
            start_alliance(
                actor=actor, challenge=challenge, starter=starter, name="X y", members=[partner]
            )
    with pytest.raises(NotAllowed):
        move_seat(actor=owner, seat=seat(inviting, partner), act="accept")
    with pytest.raises(NotAllowed):
        add_member(actor=expert, alliance=inviting, organisation=company)


def test_a_second_click_starts_sends_and_joins_once(owner, expert, company, partner, challenge):
    for _click in range(2):
        row = start_alliance(
            actor=owner, challenge=challenge, starter=company, name="Two eyes", members=[partner]
        )
    for _click in range(2):
        send_invitations(actor=owner, alliance=row)
    for _click in range(2):
        move_seat(actor=expert, seat=seat(row, partner), act="accept")
    assert Alliance.objects.count() == 1
    for kind in ("invited", "accept"):
        assert Mail.objects.filter(key__startswith=f"alliance:{kind}").count() == 1
    with pytest.raises(Conflict):
        move_seat(actor=expert, seat=seat(row, partner), act="decline", reason="time")


def test_a_second_alliance_of_the_same_name_has_its_own_members(
    owner, company, partner, challenge, draft
):
    third = make_organisation("Third Works", manager=make_member("gadi"))
    about = {"actor": owner, "challenge": challenge, "starter": company, "name": "Two eyes"}
    assert start_alliance(**about, members=[company, partner]) == draft
    other = start_alliance(**about, members=[third])
    assert other != draft
    assert {one.organisation for one in other.seats.all()} == {company, third}
    assert start_alliance(**about, members=[third]) == other


def test_who_was_blocked_invites_nobody(owner, company, partner, challenge, draft):
    Block.objects.create(organisation=partner, member=owner)
    with pytest.raises(Refused, match="takes no messages"):
        send_invitations(actor=owner, alliance=draft)
    with pytest.raises(Refused, match="takes no messages"):
        start_alliance(
            actor=owner, challenge=challenge, starter=company, name="Again", members=[partner]
        )


def test_an_alliance_of_one_is_not_sent(owner, company, challenge):
    row = start_alliance(
        actor=owner, challenge=challenge, starter=company, name="Alone here", members=[]
    )
    with pytest.raises(Refused, match="at least two"):
        send_invitations(actor=owner, alliance=row)


def test_records_examples_owners_and_the_unmanaged_are_not_chosen(owner, city, draft):
    past = make_organisation("Past Works", layer=Layer.RECORD)
    example = make_organisation("Example Works", layer=Layer.EXAMPLE)
    for other in (past, example, city, make_organisation("Nobody Works")):
        with pytest.raises(Refused, match="Choose an organisation"):
            add_member(actor=owner, alliance=draft, organisation=other)


def test_a_closed_challenge_starts_and_sends_no_alliance(
    client, owner, company, partner, challenge, draft
):
    move_challenge(actor=SYSTEM, challenge=challenge, act="withdraw", note="No money.")
    client.force_login(owner)
    sent = {"starter": company.pk, "name": "Late eyes", "note": "Kept words", "members": []}
    answer = client.post(page("start", challenge.pk), sent)
    assert answer.status_code == 400 and "Kept words" in answer.text
    with pytest.raises(Refused, match="no alliances any more"):
        send_invitations(actor=owner, alliance=Alliance.objects.get(pk=draft.pk))


def test_an_alliance_that_stands_outlives_its_challenge(worker, owner, challenge, formed):
    move_challenge(actor=SYSTEM, challenge=challenge, act="solve", note="By others.")
    worker.run()
    formed.refresh_from_db()
    assert formed.state == "formed"


def test_the_lead_passes_on_and_goes_over_when_it_leaves(owner, expert, company, partner, formed):
    pass_lead(actor=owner, alliance=formed, seat=seat(formed, partner))
    assert seat(formed, partner).is_lead and not seat(formed, company).is_lead
    with pytest.raises(NotAllowed):
        pass_lead(actor=owner, alliance=formed, seat=seat(formed, company))
    move_seat(actor=expert, seat=seat(formed, partner), act="leave")
    formed.refresh_from_db()
    assert formed.state == "inviting" and seat(formed, company).is_lead
    move_seat(actor=owner, seat=seat(formed, company), act="leave")
    formed.refresh_from_db()
    assert formed.state == "ended"


def test_of_a_lead_that_leaves_the_others_hear_and_nobody_outside(
    owner, expert, officer, city, company, partner, challenge
):
    row = start_alliance(
        actor=officer,
        challenge=challenge,
        starter=city,
        name="From the list",
        members=[company, partner],
    )
    send_invitations(actor=officer, alliance=row)
    for member, organisation in ((owner, company), (expert, partner)):
        move_seat(actor=member, seat=seat(row, organisation), act="accept")
    assert Mail.objects.get(to=officer.email, key__startswith="alliance:accept")
    move_seat(actor=owner, seat=seat(row, company), act="leave", text="No people left.")
    assert Mail.objects.get(key__startswith="alliance:leave").to == expert.email
    move_seat(actor=expert, seat=seat(row, partner), act="leave")
    assert Mail.objects.filter(key__startswith="alliance:leave").count() == 1


def test_a_starter_that_left_hears_no_more(owner, expert, company, partner, inviting):
    third = make_organisation("Third Works", manager=make_member("gadi"))
    add_member(actor=owner, alliance=inviting, organisation=third)
    move_seat(actor=owner, seat=seat(inviting, company), act="leave")
    move_seat(actor=expert, seat=seat(inviting, partner), act="decline", reason="time")
    assert not Mail.objects.filter(key__startswith="alliance:decline").exists()


def test_what_was_to_be_covered_by_one_that_declines_is_missing(owner, expert, partner, inviting):
    assert list(whole(owner, inviting).missing) == ["Open-Data"]
    move_seat(actor=expert, seat=seat(inviting, partner), act="decline", reason="time")
    read = whole(owner, alliance_for(owner, inviting.pk))
    assert sorted(read.missing) == ["Computer-Vision", "Open-Data"]


def test_a_program_that_asks_again_reads_what_a_member_covers_now(client, owner, company, formed):
    client.force_login(owner)
    address = f"/api/v1/alliances/{formed.pk}"
    mark = client.get(address).headers["ETag"]
    said = {"covers": "Counting", "opens": True}
    mine = f"{address}/seats/{seat(formed, company).pk}"
    for _twice in range(2):
        client.put(mine, said, content_type="application/json")
    again = client.get(address, headers={"If-None-Match": mark})
    assert again.status_code == 200 and "Counting" in again.text
    assert Entry.objects.filter(name="alliances.SeatDescribed").count() == 1


def test_an_invitation_that_nobody_answers_expires(worker, owner, expert, partner, inviting):
    assert expire_invitations() == 0
    Seat.objects.filter(state="invited").update(expires_at=timezone.now() - timedelta(hours=1))
    worker.run_periodic()
    assert seat(inviting, partner).state == "expired"
    assert Mail.objects.get(key__startswith="alliance:expire").to == owner.email
    with pytest.raises(Conflict):
        move_seat(actor=expert, seat=seat(inviting, partner), act="accept")


def test_the_lead_takes_an_invitation_back_and_ends_it(owner, expert, partner, inviting):
    move_seat(actor=owner, seat=seat(inviting, partner), act="take-back")
    assert Mail.objects.get(key__startswith="alliance:taken-back").to == expert.email
    end_alliance(actor=owner, alliance=inviting)
    inviting.refresh_from_db()
    assert inviting.state == "ended"


def test_a_draft_that_ends_is_gone(client, owner, draft):
    client.force_login(owner)
    assert "Delete this draft?" in client.get(page("end", draft.pk)).text
    client.post(page("end", draft.pk))
    assert not Alliance.objects.exists()


def test_a_deleted_and_a_merged_member_leave_a_true_alliance(
    worker, owner, expert, coordinator, company, partner, formed
):
    twin = make_organisation("Acequia Laboratories")
    give_role(owner, "manager", twin)
    merge(actor=coordinator, organisation=company, into=twin)
    worker.run()
    assert seat(formed, twin).is_lead and seat(formed, twin).state == "joined"
    delete_organisation(actor=expert, organisation=partner)
    worker.run()
    formed.refresh_from_db()
    assert formed.state == "inviting"


@pytest.mark.parametrize("gone", ["hide", "withdraw", "delete"])
def test_of_a_lead_that_is_hidden_or_deleted_the_next_member_leads(
    worker, owner, expert, company, partner, formed, gone
):
    third = make_organisation("Third Works", manager=make_member("gadi"))
    add_member(actor=owner, alliance=formed, organisation=third)
    if gone == "delete":
        delete_organisation(actor=owner, organisation=company)
    else:
        move(actor=SYSTEM, organisation=company, act=gone)
    worker.run()
    assert seat(formed, partner).is_lead
    assert Seat.objects.filter(alliance=formed, is_lead=True).count() == 1
    passed = Entry.objects.filter(name="alliances.LeadPassed").last()
    assert passed.data["organisation_id"] == partner.pk
    assert Mail.objects.get(key__startswith="alliance:lead").to == expert.email
    end_alliance(actor=expert, alliance=formed)


def test_a_lead_alone_in_hiding_leads_again_when_it_is_shown(worker, owner, company, inviting):
    move(actor=SYSTEM, organisation=company, act="hide")
    worker.run()
    move(actor=SYSTEM, organisation=company, act="show")
    worker.run()
    end_alliance(actor=owner, alliance=inviting)


def test_a_name_that_nobody_has_comes_back(client, owner, draft):
    client.force_login(owner)
    answer = client.post(page("add", draft.pk), {"organisation": "Nobody Knows This"})
    assert "no such organisation" in answer.text and "Nobody Knows This" in answer.text


def test_a_proposed_alliance_leads_to_its_draft(owner, company, partner, challenge):
    shown = Matched(challenge.subject, company.subject, partner.subject)
    address = on_alliance(owner, shown)["address"]
    assert address.endswith(f"/challenges/{challenge.pk}/alliance/?with={company.pk},{partner.pk}")
    assert on_match(owner, shown) is None
    assert on_alliance(owner, Matched(challenge.subject, company.subject)) is None


def test_what_a_member_said_goes_with_the_account(expert, partner, inviting):
    move_seat(
        actor=expert, seat=seat(inviting, partner), act="decline", reason="time", text="Busy."
    )
    found = {part.name: part.rows for part in gather(expert)}
    assert found["alliances.seat"][0]["said"] == "Busy."
    erase(expert)
    assert seat(inviting, partner).said == ""


def test_the_list_and_the_page_cost_the_same_for_one_and_for_many(
    client, owner, company, challenge, formed
):
    client.force_login(owner)
    client.get(page("alliances"))

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    listed, shown = cost(page("alliances")), cost(formed.get_absolute_url())
    for number in range(5):
        other = make_organisation(f"Other {number}", manager=make_member(f"o{number}"))
        add_member(actor=owner, alliance=formed, organisation=other)
        start_alliance(
            actor=owner,
            challenge=make_challenge(make_city(f"City {number}")),
            starter=company,
            name=f"Another {number}",
            members=[other],
        )
    assert cost(page("alliances")) <= listed <= 12
    assert cost(formed.get_absolute_url()) <= shown <= 12


def test_a_program_forms_an_alliance(client, owner, expert, company, partner, challenge):
    client.force_login(owner)
    root = "/api/v1/alliances"
    sent = {
        "challenge": challenge.pk,
        "starter": company.pk,
        "name": "Two eyes",
        "members": [partner.pk],
    }
    made = client.post(root, sent, content_type="application/json")
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    moved = client.post(f"{root}/{number}/moves", {"act": "send"}, content_type="application/json")
    assert moved.json()["state"] == "inviting"
    place = seat(Alliance.objects.get(), partner)
    client.force_login(expert)
    assert [one["id"] for one in client.get(root).json()["items"]] == [number]
    address = f"{root}/{number}/seats/{place.pk}"
    refused = client.post(f"{address}/moves", {"act": "decline"}, content_type="application/json")
    assert refused.status_code == 400
    done = client.post(f"{address}/moves", {"act": "accept"}, content_type="application/json")
    assert done.json()["state"] == "formed" and len(done.json()["countries"]) == 2
    kept = client.put(address, {"covers": "Eyes", "opens": True}, content_type="application/json")
    assert [one["opens"] for one in kept.json()["seats"]] == [False, True]
    gone = client.post(f"{address}/moves", {"act": "leave"}, content_type="application/json")
    assert gone.status_code == 204
