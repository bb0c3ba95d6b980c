"""The main job, told without a browser: what a city publishes in Spanish stands first on the desks of
companies that write in five other languages, with the reasons in theirs."""

import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import Edit, edit_challenge, move_challenge
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.matching import embedding
from sme4smartcities.matching.queries import shelves
from sme4smartcities.matching.scoring.weights import LABELS
from sme4smartcities.organisations.services.profile import (
    Capabilities,
    Work,
    edit_capabilities,
    edit_work,
)
from sme4smartcities.vocabularies.queries import known_term
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import Browser, WorkerOnStage, make_member
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db
TITLE = "Pozos que se secan sin que nadie lo note"
PROBLEM = (
    "El nivel de los pozos del campo baja cada verano y solo se sabe cuando sale barro. Las fugas de"
    " la red vieja se llevan un tercio del agua antes de llegar a las parcelas."
)
COMPANIES = {
    "he": "אנחנו מאתרים דליפות מים בצנרת ישנה ומודדים את המפלס בבארות.",
    "ar": "نكشف تسرب المياه في الشبكات القديمة ونقيس منسوب الآبار.",
    "it": "Troviamo le perdite d'acqua nelle reti vecchie e misuriamo il livello dei pozzi.",
    "fr": "Nous trouvons les fuites d'eau des vieux réseaux et mesurons le niveau des puits.",
    "en": "We find leaks in old water networks and measure the level of wells.",
}
OTHERS = (("mobility", ("iot-devices",)), ("water", ("earth-observation",)), ("energy", ()))


@pytest.fixture(params=["none", "auto"])
def models(request: pytest.FixtureRequest, settings: object) -> Iterator[None]:
    """By terms alone, and with the models that ship."""
    caches = (embedding.states, embedding._untried)
    settings.EMBEDDINGS = request.param  # type: ignore[attr-defined]
    for found in caches:
        found.cache_clear()
    shelves.forget()
    yield
    for found in caches:
        found.cache_clear()


def company(language: str, summary: str) -> Member:
    """Make an owner whose company writes in one language and offers what the city will need."""
    owner = make_member(f"owner-{language}", language=language)
    row = make_organisation(f"Company {language}", manager=owner)
    water = [known_term("domain", "water")]
    edit_work(
        actor=owner,
        organisation=row,
        values=Work(language=language, summary=summary, domains=water),
    )
    offers = [known_term("capability", code) for code in ("leak-detection", "iot-devices")]
    edit_capabilities(actor=owner, organisation=row, values=Capabilities(offers=offers))
    return owner


def first_on_desk(owner: Member) -> tuple[int, str]:
    """Give the challenge that stands first on a desk, and the text of its card."""
    browser = Browser()
    browser.force_login(owner)
    page = browser.get(f"/{owner.language}/desk/").text
    card = page.partition('id="fitting"')[2].partition("</h3>")
    number = re.findall(rf"/{owner.language}/challenges/(\d+)/", card[0])[-1]
    return int(number), card[0] + card[2].partition("<h3")[0]


def test_what_was_just_published_in_spanish_stands_first_on_every_desk(
    models: None, officer: Member, worker: WorkerOnStage
) -> None:
    load_vocabularies(actor=SYSTEM)
    owners = [company(language, text) for language, text in COMPANIES.items()]
    for number, (domain, needs) in enumerate(OTHERS):
        make_challenge(make_city(f"Town {number}"), needs=needs, domain=domain)
    city = make_city("Puerto Nerel", manager=officer)
    row = make_challenge(city, state="draft", title=TITLE, language="es", domain="water")
    texts = {"summary": PROBLEM, "problem": PROBLEM}
    needed = [known_term("capability", code) for code in ("leak-detection", "iot-devices")]
    edit = Edit(language="es", texts=texts, terms={"needs": needed})
    row = edit_challenge(actor=officer, challenge=row, edit=edit)
    worker.run()
    move_challenge(actor=officer, challenge=row, act="publish")
    worker.run()
    assert Challenge.objects.get(pk=row.pk).state == "published"
    for owner in owners:
        number, card = first_on_desk(owner)
        assert number == row.pk, owner.language
        assert TITLE in card
        with override(owner.language):
            assert str(LABELS["capabilities"]) in card
            assert str(LABELS["tags"]) in card
