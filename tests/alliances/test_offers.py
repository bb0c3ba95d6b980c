"""Who offers help to whom, what the other side answers, and what becomes of it when things change."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.alliances.models import Line, Offer
from sme4smartcities.alliances.queries.desk import offers_wait
from sme4smartcities.alliances.queries.offers import offer_for, whole
from sme4smartcities.alliances.queries.panels import on_match
from sme4smartcities.alliances.services.answering import move_offer, write_line
from sme4smartcities.alliances.services.following import forget_offers
from sme4smartcities.alliances.services.offering import (
    offer_help,
    offer_to_organisation,
    say_need,
)
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.errors import Conflict, NotAllowed, Refused, TooMany
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.personal_data import erase, gather
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.organisations.models import Block, Layer, Organisation
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.standing import delete_organisation
from sme4smartcities.solutions.services.solutions import edit_solution, move_solution
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import make_member
from tests.organisations.cast import give_role, make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
WORDS = "We know such bays and have a camera that counts them."


def page(name, *args):
    return reverse(f"alliances:{name}", args=args)


def texts(member):
    return [item.text for item in offers_wait.items(member)]


def test_a_manager_offers_help_in_two_clicks_and_the_city_answers_yes(
    client, owner, officer, company, solution, challenge
):
    client.force_login(owner)
    assert page("help_challenge", challenge.pk) in client.get(challenge.get_absolute_url()).text
    sent = {"sender": company.pk, "solution": solution.pk, "text": WORDS}
    assert client.post(page("help_challenge", challenge.pk), sent).status_code == 302
    row = Offer.objects.get()
    assert (row.receiver, row.solution, row.state) == (challenge.owner, solution, "waiting")
    mail = Mail.objects.get(key__startswith="offer:help")
    assert mail.to == officer.email and WORDS in mail.text and owner.email not in mail.html
    assert len(texts(officer)) == 1 and texts(owner) == []

    client.force_login(officer)
    shown = client.get(row.get_absolute_url()).text
    assert WORDS in shown and "not selection" in shown and owner.name not in shown
    client.post(page("answer", row.pk), {"act": "accept", "text": "Come and see one."})
    row.refresh_from_db()
    assert row.state == "accepted" and row.answered_by == officer
    assert [line.from_sender for line in row.lines.all()] == [True, False]
    assert Mail.objects.get(key__startswith="offer:accept").to == owner.email
    assert texts(officer) == []
    acts = Entry.objects.filter(subject_kind="offer").order_by("pk").values_list("name", flat=True)
    assert list(acts) == ["alliances.OfferSent", "alliances.OfferMoved"]


def test_a_no_needs_a_reason_and_what_was_typed_stays(client, officer, offer):
    client.force_login(officer)
    words = "Nobody of us could look after it."
    answer = client.post(page("answer", offer.pk), {"act": "decline", "text": words})
    assert "Choose a reason" in answer.text and words in answer.text
    client.post(page("answer", offer.pk), {"act": "decline", "reason": "means", "text": words})
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "means")
    with pytest.raises(Refused, match="reason"):
        fresh = Offer.objects.create(
            sender=offer.sender, receiver=offer.receiver, last_at=timezone.now()
        )
        move_offer(actor=officer, offer=fresh, act="decline")


def test_not_now_can_become_yes_or_no_later(officer, offer):
    move_offer(actor=officer, offer=offer, act="later")
    row = move_offer(actor=officer, offer=offer, act="accept")
    assert row.state == "accepted"
    with pytest.raises(Conflict):
        move_offer(actor=officer, offer=offer, act="decline", reason="fit")


def test_two_managers_who_answer_at_once_give_one_answer(officer, offer, city):
    other = make_member("gadi")
    give_role(other, "manager", city)
    move_offer(actor=officer, offer=offer, act="accept")
    move_offer(actor=other, offer=offer, act="accept")
    with pytest.raises(Conflict):
        move_offer(actor=other, offer=offer, act="decline", reason="fit")
    offer.refresh_from_db()
    assert offer.answered_by == officer
    assert Entry.objects.filter(name="alliances.OfferMoved").count() == 1


def test_a_second_click_sends_nothing_and_other_words_about_the_same_are_refused(
    owner, company, challenge, offer
):
    again = offer_help(actor=owner, sender=company, challenge=challenge, text="We know such bays. ")
    assert again == offer and Line.objects.count() == 1
    with pytest.raises(Refused, match="already"):
        offer_help(actor=owner, sender=company, challenge=challenge, text="Other words")


def test_after_a_no_or_a_withdrawal_one_may_offer_anew(owner, officer, company, challenge, offer):
    move_offer(actor=owner, offer=offer, act="withdraw")
    fresh = offer_help(actor=owner, sender=company, challenge=challenge, text="Now with partners.")
    assert fresh.pk != offer.pk
    assert Mail.objects.get(key__startswith="offer:withdraw").to == officer.email


def test_strangers_colleagues_and_the_city_itself_do_not_offer_help(
    client, stranger, officer, owner, company, challenge, city
):
    with pytest.raises(NotAllowed):
        offer_help(actor=stranger, sender=company, challenge=challenge, text=WORDS)
    with pytest.raises(NotAllowed):
        offer_help(actor=officer, sender=city, challenge=challenge, text=WORDS)
    client.force_login(stranger)
    shown = client.get(page("help_challenge", challenge.pk)).text
    assert "You speak for no organisation yet" in shown and "<textarea" not in shown
    sent = client.post(page("help_challenge", challenge.pk), {"sender": company.pk, "text": WORDS})
    assert sent.status_code == 200 and not Offer.objects.exists()


def test_nobody_but_the_two_sides_reads_an_offer(stranger, coordinator, owner, officer, offer):
    assert offer_for(owner, offer.pk) and offer_for(officer, offer.pk)
    for other in (stranger, coordinator, AnonymousUser()):
        assert offer_for(other, offer.pk) is None


def test_a_closed_challenge_keeps_what_was_typed_and_says_so(client, owner, company, challenge):
    client.force_login(owner)
    move_challenge(actor=SYSTEM, challenge=challenge, act="withdraw", note="No money.")
    sent = client.post(page("help_challenge", challenge.pk), {"sender": company.pk, "text": WORDS})
    assert sent.status_code == 400
    assert "takes no offers any more" in sent.text and WORDS in sent.text


def test_a_challenge_withdrawn_while_a_company_asks_ends_the_offer_and_tells_it(
    worker, owner, officer, challenge, offer
):
    move_challenge(actor=SYSTEM, challenge=challenge, act="withdraw", note="No money.")
    with pytest.raises(Refused, match="ends by itself"):
        move_offer(actor=officer, offer=offer, act="accept")
    worker.run()
    offer.refresh_from_db()
    assert (offer.state, offer.cause) == ("lapsed", "closed")
    assert Mail.objects.get(key__startswith="offer:lapse").to == owner.email
    assert whole(owner, offer).lines[0].text == "We know such bays."
    worker.run()
    assert Mail.objects.filter(key__startswith="offer:lapse").count() == 1


def test_an_answered_offer_outlives_its_challenge(worker, officer, challenge, offer):
    move_offer(actor=officer, offer=offer, act="accept")
    move_challenge(actor=SYSTEM, challenge=challenge, act="solve", note="Together.")
    worker.run()
    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_a_deleted_organisation_ends_what_waits_and_leaves_the_words(
    worker, owner, officer, company
):
    other = make_organisation("Salina Works", manager=officer)
    row = offer_to_organisation(actor=owner, sender=company, receiver=other, text=WORDS)
    delete_organisation(actor=officer, organisation=other)
    worker.run()
    row.refresh_from_db()
    assert (row.state, row.cause, row.receiver) == ("lapsed", "gone", None)
    assert Mail.objects.get(key__startswith="offer:gone").to == owner.email


def test_a_merged_organisation_takes_its_offers_along_and_none_stands_twice(
    worker, coordinator, owner, company, challenge, offer
):
    twin = make_organisation("Acequia Laboratories")
    give_role(owner, "manager", twin)
    other = offer_help(actor=owner, sender=twin, challenge=challenge, text="Twice.")
    merge(actor=coordinator, organisation=twin, into=company)
    worker.run()
    other.refresh_from_db()
    assert other.sender == company and (other.state, other.cause) == ("lapsed", "merged")
    offer.refresh_from_db()
    assert offer.state == "waiting"


def test_a_record_and_an_example_are_never_asked(owner, company, city):
    past = make_organisation("Past City", layer=Layer.RECORD)
    example = make_organisation("Example City", layer=Layer.EXAMPLE)
    for other in (past, example, company):
        with pytest.raises(Refused, match="record"):
            offer_to_organisation(actor=owner, sender=company, receiver=other, text=WORDS)


def test_a_city_tells_the_owner_of_a_solution_that_it_has_the_problem(
    client, owner, officer, city, solution, challenge
):
    client.force_login(officer)
    assert page("need_solution", solution.pk) in client.get(solution.get_absolute_url()).text
    company = solution.owners.get().organisation
    sent = {
        "sender": city.pk,
        "receiver": company.pk,
        "challenge": challenge.pk,
        "text": "In three streets.",
    }
    client.post(page("need_solution", solution.pk), sent)
    row = Offer.objects.get()
    assert (row.kind, row.sender, row.receiver, row.challenge) == ("need", city, company, challenge)
    assert "problem that your solution answers" in texts(owner)[0]
    with pytest.raises(NotAllowed):
        say_need(
            actor=owner,
            sender=company,
            solution=solution,
            receiver=company,
            text="We have it, too.",
        )


def test_a_solution_of_somebody_else_is_refused(owner, company, challenge):
    other = make_solution(make_organisation("Salina Works"), "Salt Ear")
    with pytest.raises(Refused, match="Choose a solution"):
        offer_help(actor=owner, sender=company, challenge=challenge, text=WORDS, solution=other)


def test_who_was_blocked_reaches_nobody(owner, company, city, challenge):
    Block.objects.create(organisation=city, member=owner)
    with pytest.raises(Refused, match="takes no messages"):
        offer_help(actor=owner, sender=company, challenge=challenge, text=WORDS)


def test_who_was_blocked_later_withdraws_without_words(owner, city, offer):
    Block.objects.create(organisation=city, member=owner)
    with pytest.raises(Refused, match="takes no messages"):
        move_offer(actor=owner, offer=offer, act="withdraw", text="You will regret it.")
    assert move_offer(actor=owner, offer=offer, act="withdraw").state == "withdrawn"


def test_a_newcomer_offers_five_times_a_day(owner, company):
    for number in range(5):
        row = make_challenge(make_city(f"City {number}", manager=make_member(f"m{number}")))
        offer_help(actor=owner, sender=company, challenge=row, text=WORDS)
    row = make_challenge(make_city("City 6", manager=make_member("m6")))
    with pytest.raises(TooMany):
        offer_help(actor=owner, sender=company, challenge=row, text=WORDS)


def test_both_sides_write_on_until_one_ends_it(client, owner, officer, offer):
    client.force_login(owner)
    client.post(offer.get_absolute_url(), {"text": "One more thing."})
    client.post(offer.get_absolute_url(), {"text": "One more thing."})
    assert [line.text for line in offer.lines.all()] == ["We know such bays.", "One more thing."]
    move_offer(actor=officer, offer=offer, act="accept")
    write_line(actor=officer, offer=offer, text="Come on Tuesday.")
    assert Mail.objects.filter(key__startswith="offer:line", to=owner.email).count() == 1
    client.post(page("offer_move", offer.pk, "end"))
    offer.refresh_from_db()
    assert offer.state == "ended"
    with pytest.raises(Refused, match="Nothing can be written"):
        write_line(actor=officer, offer=offer, text="Hello?")


def test_words_without_a_visible_sign_or_too_many_are_refused(owner, company, challenge):
    for words in ("", " \x00 ", "\u202e\u2066", "x" * 2001):
        with pytest.raises(Refused):
            offer_help(actor=owner, sender=company, challenge=challenge, text=words)
    row = offer_help(actor=owner, sender=company, challenge=challenge, text="a\x00b\u202ec")
    assert row.lines.get().text == "abc"


def test_old_offers_go_after_a_year(offer):
    assert forget_offers() == 0
    Offer.objects.update(last_at=timezone.now() - timedelta(days=366))
    assert forget_offers() == 1 and not Line.objects.exists()


def test_a_member_downloads_the_own_words_and_leaves_no_trace(owner, offer):
    found = {part.name: part.rows for part in gather(owner)}
    assert found["alliances.line"][0]["text"] == "We know such bays."
    assert found["alliances.offer"][0]["sender"] == offer.sender_id
    erase(owner)
    assert Line.objects.get().text == "We know such bays."


def test_the_list_costs_the_same_for_one_and_for_ten(client, owner, company, challenge, offer):
    client.force_login(owner)
    client.get(page("offers"))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{page('offers')}?side=sent").status_code == 200
        return len(queries)

    one = cost()
    for number in range(9):
        Offer.objects.create(
            sender=company,
            receiver=make_organisation(f"Other {number}"),
            last_at=timezone.now(),
        )
    assert cost() == one <= 12


def test_one_takes_the_own_offers_along_as_a_table(client, owner, stranger, offer):
    client.force_login(owner)
    answer = client.get(page("offers_file", "json"))
    assert b"Find a free accessible bay" in b"".join(answer.streaming_content)
    client.force_login(stranger)
    answer = client.get(page("offers_file", "csv"))
    assert b"Find a free" not in b"".join(answer.streaming_content)


def test_what_a_withdrawn_solution_is_called_now_stays_with_its_owners(
    client, owner, officer, company, city, solution
):
    say_need(actor=officer, sender=city, receiver=company, solution=solution, text=WORDS)
    client.force_login(officer)
    lists = (f"{page('offers')}?side=sent", page("offers_file", "csv"))
    assert all("Leak Ear" in client.get(address).getvalue().decode() for address in lists)
    solution = move_solution(actor=owner, solution=solution, act="withdraw")
    values = {"title": source_text("en", "Mole Two")}
    edit_solution(actor=owner, solution=solution, section="about", values=values)
    assert not any("Mole Two" in client.get(address).getvalue().decode() for address in lists)


def test_a_hidden_city_is_written_to_no_more(owner, city, offer):
    Organisation.objects.filter(pk=city.pk).update(state="hidden")
    with pytest.raises(Refused, match="Nothing can be written"):
        write_line(actor=owner, offer=offer, text="Still there?")


def test_a_match_leads_to_the_first_words_with_both_sides_chosen(
    client, owner, company, solution, challenge
):
    shown = Matched(challenge.subject, solution.subject)
    found = on_match(owner, shown)
    assert found["address"].endswith(f"/challenges/{challenge.pk}/help/?solution={solution.pk}")
    client.force_login(owner)
    chosen = client.get(found["address"]).text
    assert f'<option value="{solution.pk}" selected>' in chosen
    assert on_match(owner, Matched(challenge.subject, company.subject, company.subject)) is None


def test_a_city_asks_a_company_that_offers_no_solution_yet(client, officer, city, company):
    client.force_login(officer)
    sent = {"sender": city.pk, "receiver": company.pk, "text": "Could you count bays?"}
    client.post(page("need_organisation", company.pk), sent)
    row = Offer.objects.get()
    assert (row.kind, row.receiver, row.solution) == ("need", company, None)
