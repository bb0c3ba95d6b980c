"""The main job, each side's part of it: a visitor, a city officer in Spanish, a company in Arabic."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sme4smartcities.challenges.models import Challenge, Question
from sme4smartcities.organisations.models import Organisation
from tests.conftest import WorkerOnStage
from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor
from tests.journeys.visits.stage import Stage

TITLE = "Pozos que se secan sin que nadie lo note"
PROBLEM = (
    "El nivel de los pozos del campo baja cada verano y solo se sabe cuando sale barro. Las fugas de"
    " la red vieja se llevan un tercio del agua antes de llegar a las parcelas."
)


@pytest.fixture
def stage(live_server: Any, settings: Any) -> Stage:
    """The whole demonstration on the live server."""
    settings.DEMO = True
    return Stage()


def looked_at(page: Page, faults: list[str]) -> Page:
    """Note what axe finds on this page."""
    faults += [f"{page.url}: {fault}" for fault in violations(page)]
    return page


def test_visitor_describes_what_he_does_and_is_led_to_register(
    stage: Stage, visitor: Visitor
) -> None:
    faults: list[str] = []
    page = visitor.open("/en/")
    page.get_by_label("What do you do, or what do you make?").fill(
        "We do leak detection in the water mains of old towns."
    )
    page.get_by_role("button", name="Show what fits").click()
    fitting = page.locator("#fitting")
    expect(fitting.get_by_role("heading", name="Open challenges that fit")).to_be_visible()
    assert page.url == f"{visitor.base}/en/", "the words stand in no address"
    expect(fitting).to_contain_text("What is needed and offered")
    looked_at(page, faults)
    fitting.locator("summary").first.click()
    fitting.get_by_role("link", name="Join free").click()
    expect(page).to_have_url(re.compile("/account/signup/"))
    looked_at(page, faults)
    assert faults == []


def test_city_officer_writes_in_spanish_sees_who_could_solve_it_and_publishes(
    stage: Stage, visitor: Visitor, worker: WorkerOnStage
) -> None:
    faults: list[str] = []
    officer = stage.member("spanish-officer")
    visitor.sign_in(officer)
    page = looked_at(visitor.open("/es/challenges/mine/"), faults)
    page.get_by_role("link", name="Fugas pequeñas que nadie oye bajo las escuelas").first.click()
    page.wait_for_load_state("networkidle")
    row = Challenge.objects.get(pk=stage.number("challenge:es-draft"))
    page = looked_at(visitor.open(f"/es/challenges/{row.pk}/studio/problem/"), faults)
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=problem]").fill(PROBLEM)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    row.refresh_from_db()
    assert row.title["es"]["text"] == TITLE
    worker.run()
    page = looked_at(visitor.open(f"/es/challenges/{row.pk}/who-could-solve-it/"), faults)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).to_contain_text("Qatra Nawrasan")
    looked_at(page, faults)
    visitor.open(f"/es/challenges/{row.pk}/studio/")
    page.locator("aside a.btn--accent").first.click()
    page.wait_for_load_state("networkidle")
    looked_at(page, faults)
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    row.refresh_from_db()
    assert row.state == "published"
    worker.run()
    visitor.sign_in(stage.member("arabic-owner"))
    page = looked_at(visitor.open("/ar/desk/"), faults)
    fits = page.locator("section[aria-labelledby=fitting] > ul > li")
    found = fits.filter(has=page.locator(f"a[href='/ar/challenges/{row.pk}/']"))
    expect(found).to_contain_text("المطلوب والمعروض")
    assert faults == []


def test_company_finds_it_in_arabic_asks_and_everybody_sees_the_answer(
    stage: Stage, visitor: Visitor, worker: WorkerOnStage, browser: Any, live_server: Any
) -> None:
    faults: list[str] = []
    worker.run()
    row = Challenge.objects.get(pk=stage.number("challenge:es-water"))
    visitor.sign_in(stage.member("arabic-owner"))
    page = looked_at(visitor.open("/ar/desk/"), faults)
    fits = page.get_by_role("region", name="تحديات مناسبة").or_(
        page.locator("[aria-labelledby=fitting]")
    )
    expect(fits.first).to_contain_text("مياه تضيع قبل أن تصل إلى البيوت")
    fits.first.get_by_role("link", name="مياه تضيع قبل أن تصل إلى البيوت").first.click()
    page.wait_for_load_state("networkidle")
    assert f"/ar/challenges/{row.pk}" in page.url
    looked_at(page, faults)
    page.locator(f"a[href='/ar/challenges/{row.pk}/ask/']:visible").first.click()  # one click …
    page.wait_for_load_state("networkidle")
    looked_at(page, faults)
    page.locator("[name=text]").fill("هل يمكن تركيب الأجهزة على الصمامات الموجودة؟")
    page.locator("main form[method=post] button[type=submit]").first.click()  # … and two
    page.wait_for_load_state("networkidle")
    asked = Question.objects.get(challenge=row, text__contains="الصمامات")

    officer = Visitor(browser, live_server.url)
    officer.sign_in(stage.member("spanish-officer"))
    answering = looked_at(officer.open(f"/es/challenges/questions/{asked.pk}/answer/"), faults)
    answering.locator("[name=text]").fill("Sí, en todas las válvulas del barrio alto.")
    answering.locator("main form[method=post] button[type=submit]").first.click()
    answering.wait_for_load_state("networkidle")

    anybody = Visitor(browser, live_server.url)
    reading = looked_at(anybody.open(f"/es/challenges/{row.pk}/"), faults)
    expect(reading.locator("main")).to_contain_text("Sí, en todas las válvulas del barrio alto.")
    for one in (officer, anybody):
        one.close()
        assert one.complaints == []
    assert Organisation.objects.filter(pk=asked.organisation_id).exists()
    assert faults == []
