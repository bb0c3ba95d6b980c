"""Whatever a text, a model or a row is like, matching goes on with what it has, and says so."""

import pytest

from sme4smartcities.core.translated import source_text
from sme4smartcities.matching import embedding
from sme4smartcities.matching.models import Due, Feedback, Fit, LanguageSum, Vector
from sme4smartcities.matching.queries import shelves
from sme4smartcities.matching.queries.alike import partners_for
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.matches import challenges_for, offers_for
from sme4smartcities.matching.services import reading
from sme4smartcities.matching.services.feedback import judge_match
from tests.challenges.cast import make_challenge
from tests.matching.test_embed import Letters
from tests.matching.test_match import NEEDS, offering, subjects
from tests.matching.test_reach import looking
from tests.matching.test_read import letters, read_all
from tests.organisations.cast import give_role

__all__ = ["letters"]
pytestmark = pytest.mark.django_db
LONG = "water leaks and pressure in old mains. " * 1_300  # 50 kB
SAYS = {
    "empty": ("", "en"),
    "one word": ("leaks", "en"),
    "only signs": ("🌊 — …", "en"),
    "50 kB": (LONG, "en"),
    "bidi controls": ("\u202ewater\u202c \u2066leaks\u2069 \u200fin town", "en"),
    "no known language": ("ghItlhvam Daghovlaj", "tlh"),
    "no language": ("water leaks", ""),
    "three at once": ("Fugas de agua; water leaks; דליפות מים", "es"),
}


def saying(summary, language):
    row = offering("Dry Main", *NEEDS)
    row.source_language = language
    row.summary = source_text(language, summary) if summary else {}
    row.save()
    return row


def read(*rows):
    reading.note(row.subject for row in rows)
    read_all()


@pytest.mark.parametrize("says", SAYS.values(), ids=list(SAYS))
def test_any_text_is_read_once_and_whoever_wrote_it_is_matched(says, letters):
    challenge = make_challenge(needs=NEEDS)
    company, other = saying(*says), offering("Map Room", "mapping")
    read(company, other, challenge)
    assert not Due.objects.exists()
    expected = 1 if says[0] else 0
    assert Vector.objects.filter(kind="organisation", subject_id=company.pk).count() == expected
    assert subjects(offers_for(challenge)) == [company.subject, other.subject]
    assert [one.need for one in challenges_for(company)] == [challenge.subject]
    read(company)
    assert letters.count(1) + letters.count(2) == len(letters)  # nothing was read again


def test_a_language_that_a_model_does_not_know_is_matched_by_terms(monkeypatch, letters):
    class English(Letters):
        languages = frozenset({"en"})

    model = embedding.Embedder(English())
    monkeypatch.setattr(reading, "embedders", lambda: (model,))
    monkeypatch.setattr(shelves, "known", lambda: (model,))
    challenge, company = make_challenge(needs=NEEDS), saying("ghItlhvam", "tlh")
    read(company, challenge)
    assert not Vector.objects.filter(kind="organisation").exists()
    (found,) = offers_for(challenge)
    assert "meaning" not in {part.name for part in found.parts}


class Failing(Letters):
    """A model whose engine breaks, as long as it is broken."""

    broken = True

    def embed_queries(self, texts):
        if self.broken:
            raise RuntimeError("the engine lost its weights")
        return super().embed_queries(texts)


def test_a_model_that_breaks_while_it_reads_stops_nobody_and_is_asked_again(
    monkeypatch, worker, caplog, lists
):
    backend = Failing()
    broken, well = embedding.Embedder(backend), embedding.Embedder(Letters())
    well.name = "others"
    monkeypatch.setattr(reading, "embedders", lambda: (broken, well))
    monkeypatch.setattr(shelves, "known", lambda: (broken, well))
    company, challenge = saying("water leaks", "en"), make_challenge(needs=NEEDS)
    reading.note([company.subject])
    worker.run()
    assert "could not read" in caplog.text
    assert set(Vector.objects.values_list("model", flat=True)) == {"others 1"}
    assert Fit.objects.get().organisation_id == company.pk
    assert subjects(offers_for(challenge)) == [company.subject]
    backend.broken = False
    assert reading.note_unread() >= 2
    read_all()
    assert Vector.objects.filter(model="letters 1").count() == 2


def test_what_an_old_text_meant_is_forgotten_when_the_new_one_cannot_be_read(monkeypatch, lists):
    backend = Failing()
    backend.broken = False
    model = embedding.Embedder(backend)
    monkeypatch.setattr(reading, "embedders", lambda: (model,))
    monkeypatch.setattr(shelves, "known", lambda: (model,))
    company = saying("water leaks", "en")
    read(company)
    company.summary = source_text("en", "bus lanes")
    company.save()
    backend.broken = True
    read(company)
    assert not Vector.objects.exists()
    assert reading.note_unread() == 1


@pytest.mark.parametrize("total", [b"", b"short", b"\xff" * 8 * 26])
def test_a_damaged_sum_is_passed_over_and_made_anew(total, letters, lists):
    challenge, company = make_challenge(needs=NEEDS), saying("water leaks", "en")
    read(company, challenge)
    LanguageSum.objects.update(total=total)
    shelves.forget()
    assert subjects(offers_for(challenge)) == [company.subject]
    company.summary = source_text("en", "bus lanes")
    company.save()
    read(company)
    held = LanguageSum.objects.get(kind="organisation")
    assert (held.count, len(held.total)) == (1, 8 * 26)


def test_who_offers_and_seeks_the_same_is_no_partner_of_itself(lists):
    company = offering("Dry Main", *NEEDS)
    for code in NEEDS:
        looking(company, code)
    assert partners_for(company, Lens()) == []


def test_what_was_said_of_a_challenge_that_is_gone_can_be_taken_back(client, owner, worker):
    company, challenge = offering("Dry Main", *NEEDS), make_challenge(needs=NEEDS)
    give_role(owner, "manager", company)
    worker.run()
    row = judge_match(actor=owner, own=company.subject, shown=challenge.subject, verdict="useful")
    challenge.delete()
    assert not Fit.objects.exists()
    client.force_login(owner)
    assert "No longer shown here" in client.get("/en/matches/told/").text
    page = f"/en/matches/organisation/{company.pk}/challenge/{challenge.pk or 1}/"
    assert client.get(page).status_code == 404
    client.post(f"/en/matches/told/{row.pk}/take-back/")
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "query", ["?organisation=x", "?organisation=-1", "?organisation=" + "9" * 40]
)
def test_an_address_that_names_nothing_shows_the_first(client, owner, query):
    give_role(owner, "manager", offering("Dry Main"))
    client.force_login(owner)
    assert "Dry Main" in client.get(f"/en/matches/partners/{query}").text
