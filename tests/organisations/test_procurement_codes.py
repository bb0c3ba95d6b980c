"""An organisation states procurement codes as challenges and solutions do: on pages, in programs,
from what its text suggests; and a challenge that asks for one finds it by them."""

import pytest

from sme4smartcities.challenges.models import ChallengeTerm
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.matching.queries.matches import offers_for
from sme4smartcities.matching.tagging.services import deciding
from sme4smartcities.organisations.models import Facet
from sme4smartcities.organisations.services.profile import Work, edit_work
from sme4smartcities.vocabularies.queries import term
from sme4smartcities.vocabularies.services import load_vocabularies
from sme4smartcities.vocabularies.services.procurement_codes import import_procurement_codes
from tests.challenges.cast import make_challenge
from tests.matching.test_tags import CODES, found, no_model
from tests.organisations.cast import make_organisation

__all__ = ["no_model"]
pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}
METERS = "38421100"


@pytest.fixture
def company(codes, owner):
    return make_organisation("Acequia Labs", manager=owner)


@pytest.fixture
def codes(db):
    load_vocabularies(actor=SYSTEM)
    import_procurement_codes(actor=SYSTEM, codes=CODES)


def held(row):
    return sorted(row.terms.filter(facet=Facet.CPV).values_list("term__code", flat=True))


def test_a_manager_looks_codes_up_by_words_and_ticks_them(client, owner, company):
    client.force_login(owner)
    page = f"/en/organisations/{company.pk}/edit/work/"
    assert "Procurement codes (CPV)" in client.get(page).text
    sent = {"revision": company.revision, "summary": "We count drops.", "cpv_words": "meters"}
    answer = client.post(page, sent)
    assert answer.status_code == 200
    assert METERS in answer.text and "We count drops." in answer.text
    assert client.post(page, {**sent, "cpv_words": "", "cpv": [METERS]}).status_code == 302
    assert held(company) == [METERS]
    assert "Water meters" in client.get(company.get_absolute_url()).text


def test_codes_stay_where_the_list_is_not_offered(client, owner, company):
    """The form asks for no codes as long as there are none; what stands there is not lost by that."""
    edit_work(actor=owner, organisation=company, values=Work(language="en", summary="Once."))
    assert held(company) == []
    work = Work(language="en", summary="Twice.", cpv=[term("cpv", METERS)])
    edit_work(actor=owner, organisation=company, values=work)
    edit_work(actor=owner, organisation=company, values=Work(language="en", summary="Again."))
    assert held(company) == [METERS]


def test_a_program_writes_and_reads_codes(client, owner, company):
    client.force_login(owner)
    path = f"/api/v1/organisations/{company.pk}"
    sent = {"language": "en", "summary": "We count drops.", "cpv": [METERS], "revision": 1}
    answer = client.put(f"{path}/work", sent, **JSON)
    assert answer.status_code == 200, answer.content
    assert client.get(path).json()["cpv"] == [METERS]
    wrong = client.put(f"{path}/work", {**sent, "revision": 2, "cpv": ["1"]}, **JSON)
    assert wrong.status_code == 400
    assert held(company) == [METERS]


def test_a_text_suggests_codes_and_a_yes_states_them(owner, company, worker):
    text = "We make water meters for old towns."
    edit_work(actor=owner, organisation=company, values=Work(language="en", summary=text))
    worker.run()
    assert found(company.subject)[0] == METERS
    assert held(company) == []
    deciding.confirm_tag(actor=owner, subject=company.subject, term=term("cpv", METERS))
    assert held(company) == [METERS]


def test_a_code_in_common_is_a_reason(owner, company):
    challenge = make_challenge(domain="water")
    ChallengeTerm.objects.create(challenge=challenge, facet="cpv", term=term("cpv", METERS))
    assert offers_for(challenge) == []
    work = Work(language="en", summary="", cpv=[term("cpv", METERS)])
    edit_work(actor=owner, organisation=company, values=work)
    (one,) = offers_for(challenge)
    assert {part.name: part.shared for part in one.parts}["tags"] == (term("cpv", METERS).pk,)
