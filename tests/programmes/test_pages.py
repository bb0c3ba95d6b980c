"""The pages of a programme: what they show, what they cost, what a coordinator does on them."""

import json
import re
from decimal import Decimal

import pytest
from django.urls import reverse

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, State
from sme4smartcities.programmes.coast import dots
from sme4smartcities.programmes.models import Body, BodyMember, FigureValue, Partner, WorkPackage
from sme4smartcities.programmes.services import (
    add_figure,
    add_part,
    add_partner,
    add_value,
    in_languages,
)
from sme4smartcities.vocabularies import queries as vocabularies
from tests.organisations.cast import make_organisation
from tests.programmes.conftest import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_work(client, keeper):
    client.force_login(keeper)
    return client


def page(name, *args, language="en"):
    return reverse(f"programmes:{name}", args=args).replace("/en/", f"/{language}/", 1)


def grown(programme, number):
    for index in range(number):
        organisation = make_organisation(
            f"City {number} {index}", latitude=38.0, longitude=index % 30
        )
        add_partner(
            actor=SYSTEM,
            programme=programme,
            organisation=organisation,
            role=vocabularies.term("partner_role", "partner"),
            starts="2020",
        )
        figure = add_figure(
            actor=SYSTEM,
            programme=programme,
            code=f"f-{number}-{index}",
            kind="target",
            name=in_languages({"en": "SMEs supported"}),
            unit=vocabularies.term("unit", "count"),
        )
        add_value(
            actor=SYSTEM, figure=figure, amount=Decimal(50), meaning="planned", source="a plan"
        )


def test_a_visitor_reads_partners_and_sourced_targets(client, programme):
    grown(programme, 2)
    text = client.get(page("programme", programme.slug)).content.decode()
    for words in ("City 2 1", "since 2020", "SMEs supported", "a plan", "Planned"):
        assert words in text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    described = json.loads(found[1])
    assert (described["@type"], len(described["member"])) == ("Project", 2)


def test_the_page_costs_twelve_queries_whatever_its_size(
    client, programme, coordinator, django_assert_max_num_queries
):
    client.force_login(coordinator)
    for number in (1, 12):
        grown(programme, number)
        client.get(page("programme", programme.slug))
        with django_assert_max_num_queries(12):
            assert client.get(page("programme", programme.slug)).status_code == 200
        with django_assert_max_num_queries(12):
            assert client.get(page("list")).status_code == 200


def test_text_cannot_leave_its_place(client, lists):
    programme = make_programme("x", description=in_languages({"en": "</script><b>x"}))
    programme.acronym = in_languages({"en": '</script><img src=x onerror="alert(1)">'})
    programme.save()
    text = client.get(page("programme", "x")).content.decode()
    assert "<img src=x" not in text and "</script><b>x" not in text


def test_a_record_says_so_and_offers_nothing(client, lists, owner, company):
    make_programme("past", layer=Layer.RECORD)
    client.force_login(owner)
    text = client.get(page("programme", "past")).content.decode()
    assert "Record 2019–2023" in text and "Ask to take part" not in text


@pytest.mark.parametrize("language", ["es", "it", "fr", "he", "ar"])
def test_every_page_opens_in_every_language(at_work, programme, language):
    grown(programme, 1)
    for name in ("list", "programme", "keep", "edit", "people", "join", "taking_part"):
        args = () if name == "list" else (programme.slug,)
        assert at_work.get(page(name, *args, language=language)).status_code == 200


def test_a_coordinator_writes_texts_in_two_languages(at_work, programme):
    sent = {"name": "Ciudades azules", "entry": "open", "revision": programme.revision}
    answer = at_work.post(f"{page('edit', programme.slug)}?in=es", sent)
    assert answer.status_code == 302
    programme.refresh_from_db()
    assert {k: v["text"] for k, v in programme.name.items()} == {
        "en": "Blue Cities",
        "ar": "مدن زرقاء",
        "es": "Ciudades azules",
    }


def test_a_slower_coordinator_sees_both_texts(at_work, programme):
    sent = {"name": "Azure", "entry": "open", "revision": programme.revision}
    at_work.post(page("edit", programme.slug), sent)
    answer = at_work.post(page("edit", programme.slug), {**sent, "name": "Teal"})
    assert answer.status_code == 409
    assert b"Azure" in answer.content and b"Teal" in answer.content


def test_a_partner_is_added_changed_and_removed(at_work, programme, company):
    sent = {"organisation": company.name, "role": "partner", "starts": "2019-09", "position": 1}
    at_work.post(page("add", programme.slug, "partner"), sent)
    partner = Partner.objects.get()
    assert (partner.organisation, partner.starts) == (company, "2019-09")
    url = page("change", programme.slug, "partner", partner.pk)
    assert company.name in at_work.get(url).content.decode()
    at_work.post(url, {**sent, "ends": "2022-06", "revision": 1})
    partner.refresh_from_db()
    assert (partner.ends, partner.revision) == ("2022-06", 2)
    at_work.post(page("remove", programme.slug, "partner", partner.pk))
    assert not Partner.objects.exists()


def test_what_cannot_be_kept_is_said_beside_the_field(at_work, programme, company):
    url = page("add", programme.slug, "partner")
    unknown = {"organisation": "Atlantis", "role": "partner", "position": 1}
    answer = at_work.post(url, unknown)
    assert answer.status_code == 200
    assert (
        b"The directory has no such organisation" in answer.content
        and b"Atlantis" in answer.content
    )
    backward = {**unknown, "organisation": company.name, "starts": "2022", "ends": "2019"}
    assert b"The end lies before the start" in at_work.post(url, backward).content
    soon = {**backward, "starts": "soon"}
    assert b"Write a year, a month or a day" in at_work.post(url, soon).content
    assert not Partner.objects.exists()


def test_a_figure_gets_several_values(at_work, programme):
    at_work.post(
        page("add", programme.slug, "figure"),
        {"name": "Budget", "code": "budget", "kind": "budget", "unit": "eur", "position": 1},
    )
    figure = programme.figures.get()
    for amount, source in (("2400000", "bic.es"), ("2500000", "murcia.com")):
        at_work.post(
            page("add_under", programme.slug, "value", figure.pk),
            {"amount": amount, "meaning": "planned", "source": source, "position": 1},
        )
    assert FigureValue.objects.count() == 2
    text = at_work.get(page("programme", programme.slug)).content.decode()
    assert "€2,400,000" in text and "€2,500,000" in text and "sources differ" in text


def test_parts_of_another_programme_are_out_of_reach(at_work, programme):
    other = make_programme("green-cities")
    grown(other, 1)
    partner = other.partners.get()
    assert at_work.get(page("change", programme.slug, "partner", partner.pk)).status_code == 404
    assert at_work.post(page("remove", other.slug, "partner", partner.pk)).status_code == 403


def test_a_manager_asks_and_a_coordinator_answers(client, programme, owner, company, keeper):
    client.force_login(owner)
    client.post(
        page("join", programme.slug), {"organisation": company.pk, "message": "We measure."}
    )
    row = programme.participations.get()
    client.force_login(keeper)
    assert "We measure." in client.get(page("people", programme.slug)).content.decode()
    assert "asks to take part" in client.get(reverse("web:desk")).content.decode()
    client.post(page("step", programme.slug, row.pk, "admit"), {"answer": "Welcome"})
    row.refresh_from_db()
    assert (row.state, row.answer) == ("accepted", "Welcome")
    assert company.name in client.get(page("taking_part", programme.slug)).content.decode()


def test_a_programme_by_invitation_is_a_404_for_others(client, lists, stranger):
    make_programme("circle", entry="invitation")
    client.force_login(stranger)
    assert client.get(page("programme", "circle")).status_code == 404
    assert "Circle" not in client.get(page("list")).content.decode()


def test_close_cities_share_a_dot(lists):
    near = [make_organisation(f"C{i}", latitude=32.08 + i / 100, longitude=34.78) for i in range(3)]
    far = make_organisation("Far", latitude=37.0, longitude=-4.0)
    nowhere = make_organisation("Nowhere")
    found = dots([*near, far, nowhere])
    assert [len(dot.organisations) for dot in found] == [3, 1]
    assert (found[1].x, found[1].y) == pytest.approx((130, 276), abs=1.5)
    assert [dot.label.text for dot in found] == ["\u2067C0 +2\u2069", "Far"]


@pytest.mark.parametrize("name", ["programme", "work", "list"])
def test_an_organisation_that_was_hidden_is_not_named_by_a_programme(
    client, programme, coordinator, name
):
    hidden = make_organisation("Vanished Works", state=State.HIDDEN, latitude=38.0, longitude=1.0)
    role = vocabularies.term("partner_role", "partner")
    add_partner(actor=SYSTEM, programme=programme, organisation=hidden, role=role, starts="2020")
    body = Body(programme=programme, kind=vocabularies.terms("body_kind")[0])
    add_part(actor=SYSTEM, part=body)
    member = vocabularies.terms("body_role")[0]
    add_part(actor=SYSTEM, part=BodyMember(body=body, organisation=hidden, role=member))
    package = WorkPackage(programme=programme, code="WP1", name=in_languages({"en": "Work"}))
    package.lead = hidden
    add_part(actor=SYSTEM, part=package)
    path = page(name, *([] if name == "list" else [programme.slug]))
    assert "Vanished" not in client.get(f"/api/v1/programmes/{programme.slug}").content.decode()
    text = client.get(path).content.decode()
    assert "Vanished" not in text and "1 partner" not in text
    client.force_login(coordinator)
    assert ("Vanished" in client.get(path).content.decode()) == (name != "list")
