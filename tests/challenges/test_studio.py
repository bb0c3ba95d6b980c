"""The Studio: five sections, kept while they are typed, hints that never block."""

import pytest
from django.urls import reverse

from sme4smartcities.challenges.hints import other_script, solutions_named
from sme4smartcities.challenges.models import Challenge, SectionDraft
from sme4smartcities.challenges.queries.checking import checks, weighed
from sme4smartcities.challenges.services import Edit, edit_challenge
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.challenges.cast import PROBLEM, SUMMARY
from tests.markup import closed_up
from tests.organisations.cast import make_term


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


def section(row: Challenge, slug: str, name: str = "section") -> str:
    return reverse(f"challenges:{name}", args=(row.pk, slug))


def test_an_officer_writes_a_whole_challenge_page_by_page_and_publishes_it(browser, city):
    load_vocabularies(actor=SYSTEM)
    opened = browser.post(
        "/en/challenges/new/",
        {"owner": city.pk, "language": "en", "title": "Shade on market squares"},
    )
    row = Challenge.objects.get()
    assert opened.url == section(row, "problem")
    pages = {
        "problem": {
            "title": "Shade on market squares",
            "summary": "Old people stay at home in summer.",
            "problem": "On summer afternoons the squares are empty because there is no shade at all.",
        },
        "people": {"sufferers": "People over 70", "sufferers_count": "4200"},
        "goal": {
            "name_0": "people on the square at 16:00",
            "unit_0": "people",
            "better_0": "more",
            "baseline_0": "12",
            "target_0": "60",
        },
        "frame": {"currency": "EUR", "budget_most": "60000.50", "trl_least": "6"},
        "tags": {"domains": ["environment"], "needs": ["urban-heat"]},
    }
    for slug, data in pages.items():
        row.refresh_from_db()
        sent = browser.post(section(row, slug), {**data, "revision": row.revision, "act": "next"})
        assert sent.status_code == 302, sent.text
    assert browser.post(section(row, "publish", "move")).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.budget_most, row.trl_least) == ("published", 6_000_050, 6)
    public = browser.get(row.get_absolute_url()).text
    for words in ("4,200", "€60,000.50", "TRL 6 or more", "Environment", "60\u00a0people"):
        assert words in public, words


def test_what_is_typed_is_kept_and_only_its_writer_finds_it_again(browser, draft, client):
    answer = browser.post(
        section(draft, "people", "keep"), {"causes": "Too few\0 bays", "revision": 1}
    )
    assert answer.status_code == 200 and "Kept at" in answer.text
    (kept,) = SectionDraft.objects.all()
    assert kept.data["causes"] == "Too few bays"
    assert "Too few bays" in browser.get(section(draft, "people")).text
    browser.post(section(draft, "people", "discard"))
    assert not SectionDraft.objects.exists()


def test_the_checklist_follows_what_is_typed_before_it_is_saved(browser, draft):
    typed = {"causes": "Few bays, and nobody checks the cards.", "revision": draft.revision}
    answer = browser.post(section(draft, "people", "keep"), typed).text
    missing = answer.partition("<details")[0]
    assert "What causes it" not in missing and "Who suffers from it" in missing
    draft.refresh_from_db()
    assert draft.causes == {}


def test_a_problem_that_names_products_gets_a_hint_and_is_saved_all_the_same(browser, draft):
    data = {
        "title": "An app with sensors",
        "summary": "Short.",
        "problem": "We need ParkWizard™ and sensors in every bay of the city, with a dashboard.",
        "revision": draft.revision,
        "act": "save",
    }
    answer = browser.post(section(draft, "problem", "keep"), data).text
    assert "You name a solution" in answer and "ParkWizard™" in answer
    assert browser.post(section(draft, "problem"), data).status_code == 302
    draft.refresh_from_db()
    assert "ParkWizard" in draft.problem["en"]["text"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Queremos sensores y una APLICACIÓN", "es", ["sensores", "APLICACIÓN"]),
        ("נחוצה אפליקציה", "he", ["אפליקציה"]),
        ("نريد منصة", "ar", ["منصة"]),
        ("People cannot find a bay in time.", "en", []),
        ("", "en", []),
    ],
)
def test_words_of_solutions_are_named_in_each_language(text, language, found):
    assert solutions_named(text, language) == found


def test_a_text_in_another_script_than_its_language_is_noticed():
    assert other_script("Bays are taken all day long here", "ar")
    assert not other_script("Bays are taken all day long here", "es")
    assert not other_script("IoT", "ar")


def test_contradictory_wishes_are_named_and_do_not_block(officer, draft):
    edit = Edit(
        language="en",
        values={"trl_least": 8},
        terms={"deliverable": [make_term("deliverable", "idea", "Idea")]},
    )
    row = edit_challenge(actor=officer, challenge=draft, edit=edit)
    (found,) = [check for check in checks(weighed(row)) if check.code == "contradiction"]
    assert "readiness 8" in found.text and not found.done and not found.needed


def test_the_slower_of_two_windows_sees_both_texts_and_saves_on_the_second_try(browser, draft):
    data = {"causes": "Mine, typed for an hour.", "revision": draft.revision, "act": "save"}
    edit_challenge(
        actor=SYSTEM, challenge=draft, edit=Edit(language="en", texts={"causes": "Theirs."})
    )
    answer = browser.post(section(draft, "people"), data)
    assert answer.status_code == 409
    assert "Theirs." in answer.text and "Mine, typed for an hour." in answer.text
    draft.refresh_from_db()
    again = browser.post(section(draft, "people"), {**data, "revision": draft.revision})
    assert again.status_code == 302
    draft.refresh_from_db()
    assert draft.causes["en"]["text"] == "Mine, typed for an hour."


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {"name_0": "x", "unit_0": "m", "better_0": "more", "baseline_0": "9", "target_0": "3"},
            "does not lie above",
        ),
        ({"baseline_0": "9"}, "Say what is measured"),
        ({"name_0": "x", "better_0": "less", "baseline_0": "9"}, "Give the unit"),
        ({"name_0": "x", "unit_0": "m", "baseline_0": "9"}, "whether less or more"),
    ],
)
def test_a_figure_that_does_not_fit_together_says_so_at_its_field(browser, draft, data, words):
    answer = browser.post(section(draft, "goal"), {**data, "revision": draft.revision})
    assert answer.status_code == 200 and words in answer.text
    assert draft.measures.get().unit == "minutes"


def test_a_budget_or_a_time_that_ends_before_it_begins_says_so(browser, draft):
    data = {
        "currency": "EUR",
        "budget_least": "50",
        "budget_most": "5",
        "wanted_from": "2027-05-01",
        "wanted_until": "2027-04-01",
        "revision": draft.revision,
    }
    answer = browser.post(section(draft, "frame"), data).text
    assert "the same amount or a higher one" in answer and "the same day or a later one" in answer


def test_a_translation_is_counted_and_checked_by_a_click(browser, draft):
    edit_challenge(
        actor=SYSTEM, challenge=draft, edit=Edit(language="ar", texts={"title": "موقف شاغر"})
    )
    page = browser.get(reverse("challenges:studio", args=(draft.pk,))).text
    assert "Written, not checked" in page and "1 of 3" in page
    browser.post(reverse("challenges:check", args=(draft.pk, "ar")))
    draft.refresh_from_db()
    assert draft.title["ar"]["state"] == "checked"


def test_all_sections_stand_on_one_page_and_are_saved_at_once(client, officer, draft):
    client.force_login(officer)
    path = reverse("challenges:section", args=(draft.pk, "all"))
    page = client.get(path).text
    for words in ("The problem", "Who suffers, and why", "Today and the goal", "Where it belongs"):
        assert f">{words}</h2>" in page
    transport = make_term("domain", "transportation")
    sent = {
        "revision": draft.revision,
        "title": "Free bays",
        "summary": SUMMARY,
        "problem": PROBLEM,
        "sufferers_count": "1200",
        "name_0": "search",
        "unit_0": "min",
        "better_0": "less",
        "baseline_0": "14",
        "target_0": "5",
        "budget_most": "60000",
        "currency": "EUR",
        "domains": [transport.code],
        "act": "save",
    }
    answer = client.post(path, sent)
    draft.refresh_from_db()
    assert answer.status_code == 302, answer.text
    assert (str(draft), draft.sufferers_count, draft.budget_most) == ("Free bays", 1200, 6_000_000)
    assert draft.measures.get().name["en"]["text"] == "search"
    assert draft.terms.filter(facet="domain", term=transport).exists()


def test_what_is_typed_on_the_one_page_is_found_in_its_section_and_the_other_way_round(
    client, officer, draft
):
    client.force_login(officer)
    one = reverse("challenges:section", args=(draft.pk, "all"))
    sent = {"revision": draft.revision, "title": "Typed here", "source_0": "A count"}
    assert client.post(reverse("challenges:keep", args=(draft.pk, "all")), sent).status_code == 200
    problem = reverse("challenges:section", args=(draft.pk, "problem"))
    goal = reverse("challenges:section", args=(draft.pk, "goal"))
    assert "Typed here" in client.get(problem).text and "A count" in client.get(goal).text
    sent = {"revision": draft.revision, "title": "Typed there", "act": "draft"}
    client.post(problem, sent)
    assert "Typed there" in client.get(one).text and "A count" in client.get(one).text
    client.post(reverse("challenges:discard", args=(draft.pk, "all")))
    assert not draft.drafts.exists()


def test_two_who_write_on_one_page_see_both_texts(client, officer, draft):
    client.force_login(officer)
    path = reverse("challenges:section", args=(draft.pk, "all"))
    edit = Edit(language="en", texts={"title": "Of somebody else"})
    revision = draft.revision
    edit_challenge(actor=SYSTEM, challenge=draft, edit=edit)
    sent = {"revision": revision, "title": "Of mine", "currency": "EUR", "act": "save"}
    answer = client.post(path, sent)
    assert answer.status_code == 409
    assert "Of somebody else" in answer.text and "Of mine" in answer.text


def test_who_translates_sees_the_original_beside_and_each_text_s_state(client, officer, draft):
    client.force_login(officer)
    edit = Edit(language="es", texts={"title": "Plazas libres", "summary": "Poco a poco"})
    edit_challenge(actor=SYSTEM, challenge=draft, edit=edit)
    path = reverse("challenges:section", args=(draft.pk, "problem"))
    page = client.get(path, {"text": "es"}).text
    assert "The original" in page and PROBLEM[:40] in page
    assert "The original" not in client.get(path, {"text": "en"}).text
    goal = reverse("challenges:section", args=(draft.pk, "goal"))
    assert "average search for a free bay" in client.get(goal, {"text": "es"}).text
    studio = closed_up(client.get(reverse("challenges:studio", args=(draft.pk,))).text)
    assert "Title: written" in studio and "The problem:<b>missing</b>" in studio
