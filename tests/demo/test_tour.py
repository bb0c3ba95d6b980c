"""Every stop of the tour leads to a page that is there, in English and in Arabic."""

from typing import Any

import pytest
from django.test import Client

from sme4smartcities.demo.content import read
from sme4smartcities.demo.tour import ROLES, STOPS
from sme4smartcities.web.queries.gathered import tour_steps

pytestmark = pytest.mark.usefixtures("demo")


def follow(browser: Client, language: str, stop: Any) -> Any:
    """Do what the stop's button or link does, and give the page on which one arrives."""
    path = f"/{language}/{stop.path}"
    if stop.enter:
        answer = browser.post(f"/{language}/{stop.enter}", {"next": path})
        assert answer.url == path
    return browser.get(path.partition("#")[0], follow=True)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stop", STOPS, ids=lambda stop: stop.path or "home")
def test_visitor_arrives_at_every_stop(stop, language):
    page = follow(Client(), language, stop)
    assert page.status_code == 200
    assert f'lang="{language}"' in page.text


def test_the_tour_lists_its_stops_with_a_button_for_each_role():
    text = Client().get("/en/tour/").text
    assert [stop.path for stop in tour_steps()] == [stop.path for stop in STOPS]
    for stop in STOPS:
        assert str(stop.title) in text
        assert not stop.enter or f'action="/en/{stop.enter}"' in text


def test_each_role_of_the_tour_is_an_account():
    assert set(ROLES) == {person["key"] for person in read("example/people")["sign_ins"]}


def test_outside_demo_mode_there_is_no_tour(settings):
    settings.DEMO = False
    assert Client().get("/en/tour/").status_code == 404


def test_a_stop_shows_what_it_promises():
    browser = Client()
    leaks = follow(browser, "en", STOPS[1]).text
    for name in ("Dry Main Analytics", "Politecnico di Velaria", "Qatra Nawrasan"):
        assert name in leaks
    desk = follow(browser, "en", STOPS[6]).text
    assert "2 people ask to join" in desk and "3 conversations have news" in desk
    assert "شراكة بين الصورة والصوت" in follow(browser, "en", STOPS[7]).text
    assert "/write/" in follow(browser, "en", STOPS[8]).text
    mine = follow(browser, "en", STOPS[9]).text
    assert "Fugas pequeñas que nadie oye bajo las escuelas" in mine and "Draft" in mine
    assert "Quiet pipes" in follow(browser, "en", STOPS[11]).text
    assert "نتائج الأسبوع الأول" in follow(browser, "en", STOPS[12]).text
    assert "Show what fits" in follow(browser, "en", STOPS[13]).text
    assert "1 conversation was reported" in follow(browser, "en", STOPS[14]).text
    assert "Servicio de vivienda" in follow(browser, "en", STOPS[15]).text
