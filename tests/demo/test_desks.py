"""Whoever signs in to look around finds a desk with something to do on it, in the role's own language."""

import re

import pytest
from django.test import Client
from django.utils.translation import override

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.demo.content import read
from sme4smartcities.demo.queries import sign_ins
from sme4smartcities.demo.tour import ROLES
from tests.conftest import WorkerOnStage
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.usefixtures("demo")
SIGN_INS = {person["key"]: person["language"] for person in read("example/people")["sign_ins"]}


def desk_of(key: str) -> str:
    """Become a role by its button and give the desk that stands there."""
    browser = Client()
    language = SIGN_INS[key]
    page = browser.post(f"/{language}/demo/enter/{key}/", follow=True)
    assert page.request["PATH_INFO"] == f"/{language}/desk/"
    return str(page.text.partition("<main")[2].partition("</main>")[0])


def waiting(desk: str) -> list[str]:
    """Give the addresses of what stands under "Do next"."""
    part = desk.partition('aria-labelledby="next"')[2].partition("</section>")[0]
    return re.findall(r'<h3><a href="([^"]+)"', part)


@pytest.mark.parametrize("key", SIGN_INS)
def test_at_least_three_things_wait_for_every_role(key):
    found = waiting(desk_of(key))
    assert len(set(found)) >= 3, found


@pytest.mark.parametrize("key", [key for key in SIGN_INS if key != "operator"])
def test_somebody_has_written_to_every_role(key):
    talk = re.compile(r"/(messages|offers|enquiries|challenges/questions)/")
    assert [address for address in waiting(desk_of(key)) if talk.search(address)]


def test_what_waits_for_the_arabic_company_is_written_in_arabic():
    desk = desk_of("arabic-owner")
    titles = re.findall(r"<h3><a[^>]*>([^<]+)</a>", desk.partition("</section>")[0])
    assert titles and all(re.search("[\u0600-\u06ff]", title) for title in titles)


def test_what_a_city_wrote_in_spanish_stands_first_on_the_arabic_desk(worker: WorkerOnStage):
    worker.run()
    fitting = desk_of("arabic-owner").partition('id="fitting"')[2]
    first = re.search(r'href="/ar/challenges/(\d+)/"', fitting)
    assert first and Challenge.objects.get(pk=first[1]).source_language == "es"


@pytest.mark.parametrize("language", ["es", "it", "fr", "he", "ar"])
def test_roles_are_named_in_the_readers_language(language):
    english = {key: str(name) for key, name in ROLES.items()}
    with override(language):
        named = [one.role for one in sign_ins()]
    same = [name for name in named if name in english.values()]
    assert len(named) == len(english) and set(same) <= {"Mentor"}  # the same word in es and fr


def test_a_company_of_ones_own_hears_why_it_cannot_act_in_the_example(client, owner):
    make_organisation("Company", manager=owner)
    client.force_login(owner)
    example = Challenge.objects.published().filter(layer="example").first()
    for act in ("help", "alliance"):
        page = client.get(f"/en/challenges/{example.pk}/{act}/").text
        assert "Only invented organisations act in the Example" in page, act
        assert 'href="/en/tour/"' in page and "You speak for no organisation" not in page
