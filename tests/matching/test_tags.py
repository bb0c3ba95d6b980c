"""Terms that a text speaks of are suggested after the fact, with why; a person says yes or no."""

import pytest

from sme4smartcities.challenges.models import ChallengeTerm
from sme4smartcities.challenges.services import Edit, delete_challenge, edit_challenge
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.embedding import Embedder, EmbeddingFailed
from sme4smartcities.matching.models import Vector
from sme4smartcities.matching.queries import shelves
from sme4smartcities.matching.services import reading
from sme4smartcities.matching.tagging import tasks
from sme4smartcities.matching.tagging.lexicon import Lexicon
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.queries.suggested import suggested_for
from sme4smartcities.matching.tagging.services import deciding, suggesting, understanding
from sme4smartcities.organisations.models import Layer
from sme4smartcities.organisations.services.profile import Work, edit_work
from sme4smartcities.vocabularies.queries import term
from sme4smartcities.vocabularies.services.procurement_codes import import_procurement_codes
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_embed import Letters
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
CODES = {
    "65000000": {"en": "Public utilities", "es": "Servicios públicos"},
    "65100000": {"en": "Water distribution", "es": "Distribución de agua"},
    "38421100": {"en": "Water meters", "es": "Contadores de agua"},
    "34926000": {"en": "Car park control equipment", "es": "Equipo de control de aparcamientos"},
}
LEAKS = "Water meters show that a third of the water is lost in the pipes of the old town."


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    """By words alone, unless a test brings a model."""
    use(monkeypatch)
    yield
    shelves.forget()


def use(monkeypatch, *models):
    for module in (reading, understanding, suggesting):
        monkeypatch.setattr(module, "embedders", lambda: models)
    monkeypatch.setattr(shelves, "known", lambda: models)
    shelves.forget()


@pytest.fixture
def codes(lists):
    import_procurement_codes(actor=SYSTEM, codes=CODES)


@pytest.fixture
def city(officer):
    return make_city(manager=officer)


@pytest.fixture
def leaks(codes, city):
    row = make_challenge(city, state="draft", title="Lose less water")
    edit = Edit(language="en", texts={"summary": LEAKS, "problem": LEAKS})
    return edit_challenge(actor=SYSTEM, challenge=row, edit=edit)


def found(subject: Subject, vocabulary: str = "cpv") -> list[str]:
    held = Suggestion.objects.filter(kind=subject.kind, subject_id=subject.id).first()
    return [code for listed, code, _ in held.found if listed == vocabulary] if held else []


def test_words_of_a_label_name_the_term_and_rare_words_name_it_better():
    lexicon = Lexicon(
        [(1, "Water meters"), (2, "Water"), (3, "Gas meters"), (4, "Street lighting")], "en"
    )
    named = lexicon.named_in("The meter for water, of every house: water!")
    assert sorted(named) == [1, 2, 3]
    assert named[1].share == named[2].share == 1 and named[3].share < 0.6
    assert named[1].worth > named[2].worth > named[3].worth
    assert set(named[1].words) == {"meter", "water"}
    assert Lexicon([], "he").named_in("מים") == {}


def test_what_a_challenge_says_suggests_codes_and_adds_none(leaks, worker):
    worker.run()
    assert found(leaks.subject)[0] == "38421100"
    assert not ChallengeTerm.objects.filter(challenge=leaks, facet="cpv").exists()
    assert not Suggestion.objects.exclude(due_at=None).exists()


def test_the_officer_reads_why_and_adds_it_with_one_click(leaks, officer, worker, client):
    worker.run()
    client.force_login(officer)
    studio = client.get(f"/en/challenges/{leaks.pk}/studio/").text
    assert "Your text suggests" in studio and "Water meters" in studio
    page = client.get(f"/en/tags/challenge/{leaks.pk}/").text
    assert "Because your text speaks of" in page and "Part of" not in page.partition("</h2>")[0]
    act = f"/en/tags/challenge/{leaks.pk}/cpv/38421100/confirm/"
    assert client.post(act, follow=True).status_code == 200
    assert leaks.terms.get(facet="cpv").term.code == "38421100"
    assert found(leaks.subject)[:1] != ["38421100"]
    entry = Entry.objects.get(name="tagging.TagConfirmed")
    assert (entry.actor_id, entry.data["place"]) == (officer.pk, 1)
    worker.run()
    assert "38421100" not in found(leaks.subject)


def test_what_was_refused_is_not_suggested_again_until_that_is_taken_back(
    leaks, officer, worker, client
):
    worker.run()
    client.force_login(officer)
    one = f"/en/tags/challenge/{leaks.pk}/cpv/38421100"
    client.post(f"{one}/refuse/")
    edit = Edit(language="en", texts={"summary": "Water meters and more water meters."})
    edit_challenge(actor=officer, challenge=leaks, edit=edit)
    worker.run()
    assert "38421100" not in found(leaks.subject)
    assert "Suggest it again" in client.get(f"/en/tags/challenge/{leaks.pk}/").text
    client.post(f"{one}/allow/")
    assert "38421100" in found(leaks.subject)
    worker.run()
    client.post(f"{one}/confirm/")
    assert leaks.terms.filter(facet="cpv").count() == 1


def test_a_solution_and_a_profile_are_suggested_what_they_offer(codes, owner, worker):
    mine = make_organisation(manager=owner)
    edit_work(
        actor=owner,
        organisation=mine,
        values=Work(language="es", summary="Sensores y dispositivos conectados para el agua."),
    )
    says = {"summary": "We make water distribution visible."}
    solution = make_solution(mine, state="draft", texts=says)
    worker.run()
    assert "iot-devices" in found(mine.subject, "capability")
    subject = Subject("solution", solution.pk)
    assert "65100000" in found(subject)
    for one, code in ((mine.subject, "iot-devices"), (subject, None)):
        vocabulary = "capability" if code else "cpv"
        wanted = term(vocabulary, code or "65100000")
        deciding.confirm_tag(actor=owner, subject=one, term=wanted)
    assert mine.terms.get(facet="offers").term.code == "iot-devices"
    assert solution.terms.get(facet="cpv").term.code == "65100000"


def test_nobody_else_reads_or_answers_what_is_suggested(leaks, worker, stranger, owner, client):
    worker.run()
    wanted = term("cpv", "38421100")
    for act in (deciding.confirm_tag, deciding.refuse_tag, deciding.allow_tag):
        with pytest.raises(NotAllowed):
            act(actor=stranger, subject=leaks.subject, term=wanted)
    assert suggested_for(owner, leaks.subject) is None
    client.force_login(stranger)
    assert client.get(f"/en/tags/challenge/{leaks.pk}/").status_code == 404
    assert client.get(f"/en/tags/member/{stranger.pk}/").status_code == 404


def test_what_is_not_suggested_cannot_be_confirmed_here(leaks, officer, worker):
    worker.run()
    for code in ("34926000", "38421100"):
        if code not in found(leaks.subject):
            with pytest.raises(Refused):
                deciding.confirm_tag(actor=officer, subject=leaks.subject, term=term("cpv", code))


def test_a_record_and_what_is_gone_are_suggested_nothing(leaks, worker):
    leaks.layer = Layer.RECORD
    leaks.state = "archived"
    leaks.save()
    suggesting.suggest(leaks.subject)
    assert not Suggestion.objects.filter(subject_id=leaks.pk, kind="challenge").exists()
    leaks.layer, leaks.state = Layer.REAL, "draft"
    leaks.save()
    worker.run()
    number = leaks.subject
    delete_challenge(actor=SYSTEM, challenge=leaks)
    worker.run()
    assert not Suggestion.objects.filter(kind="challenge", subject_id=number.id).exists()


def test_the_lists_are_read_once_by_each_model_and_again_when_their_words_change(
    codes, monkeypatch
):
    model = Embedder(Letters())
    use(monkeypatch, model)
    assert understanding.read_terms(stretch=-1).left  # no time: something is left
    assert understanding.read_terms(stretch=60).count > len(CODES)
    shelf = Vector.objects.filter(kind="term-cpv")
    assert shelf.count() == len(CODES)
    assert Vector.objects.filter(kind="term-domain").count() == 19
    before = {row.subject_id: row.digest for row in shelf}
    asked = []
    monkeypatch.setattr(model, "embed_queries", lambda texts: asked.append(texts))
    assert understanding.read_terms(stretch=60) == understanding.Read(0, False)
    assert asked == []
    monkeypatch.undo()
    use(monkeypatch, model)
    changed = {**CODES, "38421100": {"en": "Meters for water", "es": "Contadores de agua"}}
    import_procurement_codes(actor=SYSTEM, codes=changed)
    understanding.read_terms(stretch=60)
    after = {row.subject_id: row.digest for row in shelf.all()}
    assert sum(after[number] != before[number] for number in before) == 1


def test_meaning_suggests_where_no_word_is_shared(codes, monkeypatch, city):
    use(monkeypatch, Embedder(Letters()))
    understanding.read_terms(stretch=60)
    row = make_challenge(city, state="draft", title="retaw sretem")  # the letters of a label
    edit_challenge(
        actor=SYSTEM,
        challenge=row,
        edit=Edit(language="en", texts={"summary": "retaw sretem", "problem": "sretem retaw"}),
    )
    suggesting.suggest(row.subject)
    held = Suggestion.objects.get(kind="challenge", subject_id=row.pk)
    listed, code, words = next(one for one in held.found if one[0] == "cpv")
    assert (listed, code, words) == ("cpv", "38421100", [])


def test_a_model_that_fails_leaves_the_words(leaks, monkeypatch):
    class Failing(Letters):
        def embed_queries(self, texts):
            raise EmbeddingFailed("it is ill")

    use(monkeypatch, Embedder(Failing()))
    suggesting.suggest(leaks.subject)
    assert found(leaks.subject)[0] == "38421100"


@pytest.mark.parametrize(
    "text", ["", "\0", "\u202e\u202c", "a", "water " * 8000, "מים ماء water agua"]
)
def test_any_text_has_an_outcome(leaks, text):
    edit = Edit(language="en", texts={"summary": text[:300], "problem": text[:9_000]})
    edit_challenge(actor=SYSTEM, challenge=leaks, edit=edit)
    suggesting.suggest(leaks.subject)
    assert len(found(leaks.subject)) <= 10


def test_what_was_suggested_by_words_is_looked_at_again_once_the_lists_are_read(
    leaks, monkeypatch, worker
):
    worker.run()
    assert not suggesting.waits()
    use(monkeypatch, Embedder(Letters()))
    tasks.read_terms.enqueue()
    worker.run()
    assert Vector.objects.filter(kind="term-cpv").count() == len(CODES)
    suggesting.note_all()
    assert suggesting.waits()


def test_the_same_data_give_the_same_suggestions(leaks, monkeypatch):
    use(monkeypatch, Embedder(Letters()))
    understanding.read_terms(stretch=60)
    suggesting.suggest(leaks.subject)
    first = Suggestion.objects.get(subject_id=leaks.pk, kind="challenge").found
    shelves.forget()
    suggesting.suggest(leaks.subject)
    assert Suggestion.objects.get(subject_id=leaks.pk, kind="challenge").found == first


def test_a_page_of_suggestions_costs_few_queries(
    leaks, officer, worker, client, django_assert_max_num_queries
):
    worker.run()
    client.force_login(officer)
    for path in (f"/en/tags/challenge/{leaks.pk}/", f"/en/challenges/{leaks.pk}/studio/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
