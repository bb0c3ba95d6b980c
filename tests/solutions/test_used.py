"""References, pictures, further owners and endorsements: who keeps them, who answers, who sees them."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.models import Block, Layer
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.solutions.models import (
    Endorsement,
    Picture,
    Reference,
    Solution,
    SolutionOwner,
)
from sme4smartcities.solutions.queries.desk import desk_of
from sme4smartcities.solutions.queries.parts import used
from sme4smartcities.solutions.services.asking import ASKED_A_DAY, take_turn
from sme4smartcities.solutions.services.endorsing import (
    ask_endorsement,
    move_endorsement,
    take_endorsement_back,
)
from sme4smartcities.solutions.services.owners import (
    accept_owner,
    ask_owner,
    decline_owner,
    leave_owner,
    take_owner_back,
)
from sme4smartcities.solutions.services.parts import remove_part, save_part
from sme4smartcities.solutions.services.solutions import delete_solution, move_solution
from sme4smartcities.vocabularies.models import Place
from tests.conftest import make_member
from tests.organisations.cast import make_organisation, make_term
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def page(name, *args):
    return reverse(f"solutions:{name}", args=args)


def picture_file(name="shed.png"):
    content = io.BytesIO()
    Image.new("RGB", (640, 400), "navy").save(content, "PNG")
    content.seek(0)
    content.name = name
    return content


@pytest.fixture
def town(db):
    return Place.objects.create(name="Port Town", lat=38.0, lon=-1.1, population=90_000)


def titles(member):
    return [item.text for item in desk_of(member)]


def test_an_owner_tells_where_it_was_used_and_the_page_shows_it_on_map_and_thread(
    client, owner, city, solution, town
):
    client.force_login(owner)
    sent = {
        "authority": "Port City",
        "town": "Port Town",
        "stage": "pilot",
        "year": 2024,
        "result": "41 of 47 spots held a leak.",
    }
    client.post(page("add", solution.pk, "reference"), sent)
    client.post(
        page("add", solution.pk, "reference"), {"authority": "Far Utility", "stage": "used"}
    )
    first, second = Reference.objects.order_by("pk")
    assert (first.organisation, first.place) == (city, town)
    assert (second.organisation, second.authority) == (None, "Far Utility")
    client.logout()
    shown = client.get(solution.get_absolute_url()).text
    assert "41 of 47" in shown and "Far Utility" in shown and "<circle" in shown
    steps = {step.stage for step in used(solution, VISITOR).thread}
    assert steps == {"pilot", "evidence", "procurement", "replication"}


def test_a_reference_says_who_or_where_and_ends_after_it_began(client, owner, solution):
    client.force_login(owner)
    address = page("add", solution.pk, "reference")
    assert "Say who used it" in client.post(address, {"year": 2020}).text
    wrong = client.post(address, {"authority": "X", "year": 2024, "until": 2020})
    assert "lies before the beginning" in wrong.text
    assert "no such town" in client.post(address, {"authority": "X", "town": "Nowhereville"}).text
    assert not Reference.objects.exists()


def test_a_hidden_organisation_is_not_named_as_a_reference(owner, city, solution):
    save_part(actor=owner, part=Reference(solution=solution), values={"organisation": city})
    city.state = "hidden"
    city.save()
    assert used(solution, VISITOR).references == []


def test_a_picture_has_words_is_shown_and_goes_with_its_file(client, owner, solution):
    client.force_login(owner)
    address = page("add", solution.pk, "picture")
    assert client.post(address, {"upload": picture_file(), "alternative": ""}).status_code == 200
    assert "Choose a picture" in client.post(address, {"alternative": "A shed"}).text
    client.post(address, {"upload": picture_file(), "alternative": "A blue shed"})
    row = Picture.objects.get()
    shown = client.get(solution.get_absolute_url()).text
    assert 'alt="A blue shed"' in shown and row.file.audience == "public"
    move_solution(actor=owner, solution=solution, act="withdraw")
    row.file.refresh_from_db()
    assert row.file.audience == "restricted"
    client.logout()
    assert client.get(row.file.url).status_code == 404
    remove_part(actor=owner, part=row)
    assert not StoredFile.objects.exists()


def test_a_deleted_solution_takes_its_pictures_with_it(client, owner, company):
    row = make_solution(company, state="draft")
    client.force_login(owner)
    sent = {"upload": picture_file(), "alternative": "A shed"}
    client.post(page("add", row.pk, "picture"), sent)
    delete_solution(actor=owner, solution=row)
    assert not StoredFile.objects.exists() and not Solution.objects.exists()


def test_a_stranger_keeps_no_part(stranger, solution):
    with pytest.raises(NotAllowed):
        save_part(actor=stranger, part=Reference(solution=solution), values={"authority": "X"})


def test_a_further_owner_edits_once_it_has_accepted(worker, owner, expert, solution):
    other = make_organisation("Salina Works", manager=expert)
    asked = ask_owner(actor=owner, solution=solution, organisation=other)
    assert ask_owner(actor=owner, solution=solution, organisation=other) == asked
    assert Mail.objects.filter(to=expert.email).count() == 1
    assert "asked to offer" in titles(expert)[0]
    with pytest.raises(NotAllowed):
        move_solution(actor=expert, solution=solution, act="withdraw")
    with pytest.raises(NotAllowed):
        accept_owner(actor=owner, owner=asked)
    accept_owner(actor=expert, owner=asked)
    assert move_solution(actor=expert, solution=solution, act="archive").state == "archived"
    assert titles(expert) == []
    with pytest.raises(Refused):
        take_owner_back(actor=owner, owner=asked)
    leave_owner(actor=expert, owner=asked)
    with pytest.raises(NotAllowed):
        move_solution(actor=expert, solution=solution, act="reopen")


def test_the_asked_see_a_draft_and_may_decline(owner, expert, company):
    row = make_solution(company, state="draft")
    other = make_organisation("Salina Works", manager=expert)
    asked = ask_owner(actor=owner, solution=row, organisation=other)
    assert row in Solution.objects.visible_to(expert)
    decline_owner(actor=expert, owner=asked)
    assert row not in Solution.objects.visible_to(expert)
    assert Mail.objects.filter(to=owner.email).count() == 1


def test_who_declined_reads_of_it_when_asked_again(owner, expert, solution):
    other = make_organisation("Salina Works", manager=expert)
    for _again in range(2):
        asked = ask_owner(actor=owner, solution=solution, organisation=other)
        decline_owner(actor=expert, owner=asked)
    assert Mail.objects.filter(to=expert.email).count() == 2
    assert Mail.objects.filter(to=owner.email).count() == 2


def test_a_city_that_gives_its_word_anew_is_heard_anew(owner, officer, city, solution):
    take_endorsement_back(
        actor=owner,
        endorsement=ask_endorsement(actor=owner, solution=solution, organisation=city),
    )
    asked = ask_endorsement(actor=owner, solution=solution, organisation=city)
    assert Mail.objects.filter(to=officer.email).count() == 2
    for act in ("give", "withdraw", "give"):
        move_endorsement(actor=officer, endorsement=asked, act=act)
    assert Mail.objects.filter(to=owner.email).count() == 3


def test_the_last_owner_cannot_leave(owner, solution):
    with pytest.raises(Refused, match="last owner"):
        leave_owner(actor=owner, owner=SolutionOwner.objects.get())


def test_layers_do_not_mix_among_owners(owner, solution):
    invented = make_organisation("Invented", layer=Layer.EXAMPLE)
    with pytest.raises(Refused):
        ask_owner(actor=owner, solution=solution, organisation=invented)


def test_a_city_endorses_when_asked_and_takes_its_word_back(client, owner, officer, city, solution):
    asked = ask_endorsement(actor=owner, solution=solution, organisation=city)
    assert Mail.objects.filter(to=officer.email).count() == 1
    assert "few words" in titles(officer)[0]
    client.force_login(officer)
    address = page("endorse", solution.pk)
    client.post(address, {"endorsement": asked.pk, "act": "give", "text": "It found our leaks."})
    assert "It found our leaks." in client.get(solution.get_absolute_url()).text
    assert Mail.objects.filter(to=owner.email).count() == 1
    client.post(address, {"endorsement": asked.pk, "act": "withdraw"})
    asked.refresh_from_db()
    assert (asked.state, asked.text) == ("withdrawn", "")
    assert "It found our leaks." not in client.get(solution.get_absolute_url()).text


def test_who_declined_is_not_asked_again(owner, officer, city, solution):
    asked = ask_endorsement(actor=owner, solution=solution, organisation=city)
    move_endorsement(actor=officer, endorsement=asked, act="decline")
    with pytest.raises(Refused, match="not asked again"):
        ask_endorsement(actor=owner, solution=solution, organisation=city)
    with pytest.raises(Refused):
        move_endorsement(actor=officer, endorsement=asked, act="give")


def test_only_a_public_body_that_does_not_offer_it_endorses(owner, company, solution):
    firm = make_organisation("Friendly Firm")
    for body in (firm, company):
        with pytest.raises(Refused):
            ask_endorsement(actor=owner, solution=solution, organisation=body)


def test_nobody_endorses_what_he_or_she_offers(owner, solution):
    kind = make_term("organisation_kind", "municipality")
    own_town = make_organisation("Own Town", manager=owner, kind=kind)
    asked = ask_endorsement(actor=owner, solution=solution, organisation=own_town)
    with pytest.raises(NotAllowed):
        move_endorsement(actor=owner, endorsement=asked, act="give")


def test_an_owner_takes_an_unanswered_question_back_and_no_answer(owner, officer, city, solution):
    asked = ask_endorsement(actor=owner, solution=solution, organisation=city)
    take_endorsement_back(actor=owner, endorsement=asked)
    assert not Endorsement.objects.exists()
    again = ask_endorsement(actor=owner, solution=solution, organisation=city)
    move_endorsement(actor=officer, endorsement=again, act="give")
    with pytest.raises(Refused):
        take_endorsement_back(actor=owner, endorsement=again)


def test_a_stale_solution_is_marked_and_its_owners_are_asked_once(
    client, worker, owner, company, solution
):
    old = timezone.now() - timedelta(days=400)
    Solution.objects.filter(pk=solution.pk).update(confirmed_at=old)
    second = make_member("second")
    from_same = make_organisation("Second", manager=second)
    make_solution(from_same, "Fresh")
    for _again in range(2):
        worker.run_periodic()
    assert [mail.to for mail in Mail.objects.filter(template="solutions/mail/news")] == [
        owner.email
    ]
    assert "for a year" in titles(owner)[0]
    assert "Nobody has looked this solution through" in client.get(solution.get_absolute_url()).text
    client.force_login(owner)
    client.post(page("confirm", solution.pk))
    assert "Nobody has looked" not in client.get(solution.get_absolute_url()).text


def test_a_record_asks_nobody(coordinator, city):
    past = make_solution(make_organisation("Old"), texts={"how": "x"})
    Solution.objects.filter(pk=past.pk).update(layer=Layer.RECORD)
    past.refresh_from_db()
    with pytest.raises(NotAllowed):
        ask_endorsement(actor=coordinator, solution=past, organisation=city)


def test_a_page_with_many_parts_costs_few_queries(
    owner, client, solution, city, town, django_assert_max_num_queries
):
    for number in range(12):
        values = {"authority": f"Town {number}", "place": town, "result": source_text("en", "Good")}
        save_part(actor=owner, part=Reference(solution=solution), values=values)
    client.get(solution.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(solution.get_absolute_url())


def test_a_solution_stays_offered_when_its_owner_is_merged_into_one_that_was_asked(
    worker, owner, company, solution
):
    twin = make_organisation("Acequia Laboratories", manager=owner)
    ask_owner(actor=owner, solution=solution, organisation=twin)
    merge(actor=SYSTEM, organisation=company, into=twin)
    worker.run()
    assert SolutionOwner.objects.get().organisation == twin
    assert Solution.objects.published().get() == solution


def test_a_word_stays_given_when_its_city_is_merged_into_one_that_was_asked(
    worker, owner, officer, city, solution
):
    twin = make_organisation("Port-City", manager=officer, kind=city.kind)
    given = ask_endorsement(actor=owner, solution=solution, organisation=city)
    move_endorsement(actor=officer, endorsement=given, act="give", text="It hears.", language="en")
    ask_endorsement(actor=owner, solution=solution, organisation=twin)
    merge(actor=SYSTEM, organisation=city, into=twin)
    worker.run()
    row = Endorsement.objects.get()
    assert (row.organisation, row.state, row.text) == (twin, "given", "It hears.")


def test_a_city_merged_with_an_owner_endorses_nothing_of_its_own(
    worker, owner, officer, city, company, solution
):
    other = make_solution(make_organisation("Salina Works"), "Salt Ear")
    for row in (solution, other):
        given = ask_endorsement(actor=SYSTEM, solution=row, organisation=city)
        move_endorsement(actor=officer, endorsement=given, act="give")
    merge(actor=SYSTEM, organisation=city, into=company)
    worker.run()
    assert SolutionOwner.objects.filter(solution=solution).get().organisation == company
    assert Endorsement.objects.get().solution == other


def test_a_film_lies_elsewhere_and_has_words_and_captions(client, owner, solution):
    client.force_login(owner)
    add = page("add", solution.pk, "film")
    told = {"url": "films.example/night", "title": "A night", "shows": "A shed hears a leak."}
    silent = client.post(add, told)
    assert silent.status_code == 200 and "Not everybody hears a film" in silent.text
    assert "A shed hears a leak." in silent.text
    assert client.post(add, {**told, "shows": "", "captions": ["en"]}).status_code == 200
    client.post(add, {**told, "captions": ["en", "ar"]})
    film = solution.films.get()
    client.logout()
    shown = client.get(solution.get_absolute_url()).text.partition('id="films"')[2]
    assert "A night" in shown and "A shed hears a leak." in shown and "العربية" in shown
    assert "https://films.example/night" in shown and "<iframe" not in shown
    client.force_login(owner)
    change = page("part", solution.pk, "film", film.pk)
    client.post(f"{change}?in=ar", {**told, "title": "ليلة", "captions": ["ar"], "revision": 2})
    film.refresh_from_db()
    assert (set(film.title), film.captions) == ({"en", "ar"}, ["ar"])
    late = client.post(change, {**told, "title": "Late", "captions": ["en"], "revision": 2})
    assert late.status_code == 409 and "العربية" in late.text
    client.post(page("remove", solution.pk, "film", film.pk))
    assert not solution.films.exists()


def test_owners_ask_so_many_bodies_a_day_and_nobody_who_blocked_them(
    client, owner, officer, city, solution
):
    client.force_login(owner)
    address, sent = page("endorsement_ask", solution.pk), {"city-organisation": city.name}
    Block.objects.create(organisation=city, member=owner)
    assert "takes no messages from you" in client.post(address, sent).text
    Block.objects.all().delete()
    for _number in range(ASKED_A_DAY):
        take_turn(owner, city)
    assert "This happened too often" in client.post(address, sent).text
    assert not Endorsement.objects.exists() and not Mail.objects.exists()
