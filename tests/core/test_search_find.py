"""What is put in is found in six languages, best first, and only by those it is meant for."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme4smartcities.core.search.models import SearchRow, SearchText
from sme4smartcities.core.search.queries import count, document, find, snippet, suggest, texts_of
from sme4smartcities.core.search.services import Document, drop, narrow, put, put_many
from sme4smartcities.core.subjects import Subject

pytestmark = pytest.mark.django_db

CORPUS = {
    1: (
        "en",
        "Murcia City Council",
        "The municipality measures noise with sensors on street lamps.",
    ),
    2: (
        "es",
        "Ayuntamiento de Málaga",
        "Buscamos organizaciones que midan el ruido en los aparcamientos de la ciudad.",
    ),
    3: ("it", "Comune di Genova", "L'acqua piovana delle città viene raccolta da aziende locali."),
    4: (
        "fr",
        "Ville d'Alger",
        "Les réseaux d'eau des bâtiments municipaux sont surveillés jour et nuit.",
    ),
    5: ("he", "עיריית כפר סבא", "העירייה מחפשת חברות שמתקינות חיישנים ברחובות הערים."),
    6: ("ar", "بلدية رام الله", "تبحث البلدية عن الشركات التي تراقب جودة المياه في المدينة."),
    7: (
        "",
        "O'Brien & Sons R&D",
        "Co-creation mit Städten: צה״ל, البلديات, 東京都 and naïve ﬁbres.",
    ),
}


def doc(number: int, audience: str = "public", **kwargs) -> Document:
    language, title, body = CORPUS[number]
    return Document(
        subject=Subject("organisation", number),
        audience=audience,
        language=language,
        title=title,
        body=body,
        **kwargs,
    )


def simple(number: int, title: str, body: str = "", **kwargs) -> Document:
    return Document(subject=Subject("organisation", number), title=title, body=body, **kwargs)


@pytest.fixture
def corpus(db: None) -> None:
    put_many([doc(number) for number in CORPUS])


def found(text: str, **kwargs) -> list[int]:
    return [hit.subject_id for hit in find(text, **kwargs)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sensor", [1]),
        ("measuring noise", [1]),
        ("municipality", [1]),
        ("aparcamiento", [2]),
        ("ORGANIZACION ruido", [2]),
        ("malaga", [2]),
        ("azienda acqua", [3]),
        ("citta", [3]),
        ("réseau bâtiment", [4]),
        ("algér", [4]),
        ("חברה", [5]),
        ("חיישן רחוב", [5]),
        ("עיר", [5]),
        ("כפר־סבא", [5]),
        ("شركة", [6]),
        ("مدينه", [6]),
        ("جودة ماء", [6]),
        ("رام الله", [6]),
        ("obrien", [7]),
        ("o'brien", [7]),
        ("O’BRIEN", [7]),
        ("r&d", [7]),
        ("cocreation", [7]),
        ("co-creation", [7]),
        ("stadten", [7]),
        ('צה"ל', [7]),
        ("צהל", [7]),
        ("بلدية", [6, 7]),
        ("京", [7]),
        ("naive fibres", [7]),
        ("water", []),
    ],
)
@pytest.mark.parametrize("interface", ["en", "ar"])
def test_a_reader_finds_words_whatever_their_form_and_the_interface(
    corpus, text, expected, interface
):
    assert sorted(found(text, language=interface)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"street lamps"', [1]),
        ('"lamps street"', []),
        ('"noise with sensors on"', [1]),
        ('"ruido en los aparcamientos" ciudad', [2]),
        ("«eau des bâtiments»", [4]),
        ("“كفر سابا”", []),
        ("“رام الله”", [6]),
        ('"עיריית כפר סבא"', [5]),
        ('"City Council The"', []),  # no phrase spans title and body
        ('"street lamps', [1]),  # an open quotation mark is no mark
    ],
)
def test_a_quoted_phrase_stands_as_written(corpus, text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sens", [1]),
        ("sens ", []),
        ("noise str", [1]),
        ("aparcam", [2]),
        ("חייש", [5]),
        ("بلد", [6, 7]),
        ("the", [1]),
        ("on the", [1]),  # nothing but empty words: then they count
        ("the sensors of the", [1]),
        ("in sensors", [1]),
        ("s", []),
    ],
)
def test_the_last_word_may_be_unfinished_and_empty_words_missing(corpus, text, expected):
    assert sorted(found(text, language="en")) == expected


def test_all_words_are_demanded_and_the_count_agrees(corpus):
    assert (found("noise"), found("noise ruido")) == ([1], [])
    assert (count("noise"), count("noise ruido"), count("")) == (1, 0, 0)


def test_titles_come_before_names_and_names_before_texts(db):
    put(simple(1, "Alpha", "solar " + "other words " * 20))
    put(simple(2, "Beta", "something", names=("Solar Works",)))
    put(simple(3, "Gamma Solar Company", "something"))
    put(simple(4, "Solar", "something"))
    put(simple(5, "Delta", "solar solar solar"))
    assert found("solar ") == [4, 3, 2, 5, 1]


def test_a_rare_word_in_the_title_weighs_more_than_a_common_one(db):
    put_many([simple(n, f"Common {n}", "x") for n in range(10, 40)])
    put(simple(1, "Common things", "about pergolas"))
    put(simple(2, "Pergola things", "about common"))
    assert found("common pergola ") == [2, 1]


def test_a_subject_is_found_by_all_its_languages_at_once(db):
    subject = Subject("organisation", 1)
    put_many(
        [
            Document(subject=subject, language="es", title="Agua Clara", body="sensores"),
            Document(subject=subject, language="he", title="Agua Clara", body="חיישנים"),
        ]
    )
    assert (found("sensor חיישן"), count("agua")) == ([1], 1)
    he, fr = document(subject, "he"), document(subject, "fr")
    assert he and fr and (he.body, fr.body) == ("חיישנים", "sensores")


def test_putting_again_replaces_and_dropping_leaves_nothing(corpus):
    put(simple(1, "Renamed"))
    assert (found("murcia"), found("renamed")) == ([], [1])
    for number in CORPUS:
        drop(Subject("organisation", number))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_index")
        left = cursor.fetchone()[0]
    assert (left, SearchRow.objects.count(), SearchText.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("audience", ["members", "restricted"])
def test_what_is_narrowed_is_neither_found_nor_counted_nor_suggested(corpus, audience):
    narrow(Subject("organisation", 1), audience)
    assert (found("noise"), count("noise"), suggest("murc")) == ([], 0, [])
    seen = found("noise", audiences=("public", "members"))
    assert seen == ([1] if audience == "members" else [])


def test_narrowing_never_widens(corpus):
    narrow(Subject("organisation", 1), "restricted")
    narrow(Subject("organisation", 1), "public")
    assert found("noise", audiences=("public", "members")) == []


def test_a_restricted_subject_opens_only_to_those_it_was_opened_to(corpus):
    put(doc(1, "restricted"))
    assert found("noise", audiences=("public", "members", "restricted")) == []
    assert found("noise", restricted={"organisation": [2, 3]}) == []
    assert found("noise", restricted={"organisation": [1]}) == [1]
    assert found("noise", restricted={"file": [1]}) == []
    assert [s.subject_id for s in suggest("murcia", restricted={"organisation": [1]})] == [1]


def test_hidden_rows_do_not_move_visible_ones(db):
    put(simple(1, "Common things", "about pergolas"))
    put(simple(2, "Pergola things", "about common"))
    before = find("common pergola ")
    put_many([simple(n, f"Pergola {n}", "pergola", audience="restricted") for n in range(10, 60)])
    put_many([simple(n, "Common", "x", audience="members") for n in range(60, 99)])
    assert find("common pergola ") == before


def test_hits_are_narrowed_to_kinds_and_to_given_subjects(corpus):
    put(Document(subject=Subject("file", 1), title="Noise report"))
    assert len(find("noise")) == 2
    assert [hit.subject for hit in find("noise", kinds=("file",))] == [Subject("file", 1)]
    assert found("noise", kinds=("organisation",), within=[2, 3]) == []


def test_of_too_many_matches_those_in_names_come_first(db):
    put_many([simple(n, f"Body {n}", "tram") for n in range(1, 30)])
    put_many([simple(n, f"Tram line {n}", "x") for n in range(30, 50)])
    put(simple(99, "Tram", "x"))
    hits = found("tram ", limit=10)
    assert hits[0] == 99
    assert len(hits) == 10 and set(hits) <= {*range(30, 50), 99}
    assert count("tram ", limit=10) == 11


def test_a_very_long_text_is_found_by_its_last_word(db):
    body = " ".join(f"word{n}" for n in range(40_000)) + " lastword"
    put(simple(1, "Long report", body))
    assert (found("lastword"), found("long word39999"), count("report")) == ([1], [1], 1)
    assert SearchRow.objects.count() == 3


def test_the_index_costs_the_same_queries_at_any_size(db, django_assert_max_num_queries):
    put_many([simple(n, f"Tram line {n}", "noise everywhere") for n in range(1, 60)])
    with django_assert_max_num_queries(2):
        assert len(find("tram noise")) == 59
    with django_assert_max_num_queries(4):
        find("tram noise", limit=10)
    with django_assert_max_num_queries(3):
        suggest("trma")
    with django_assert_max_num_queries(1):
        texts_of([Subject("organisation", n) for n in range(1, 60)])


HOSTILE = [
    "", " ", '"', '""', '"""', "'", "*", "a*", "**", "NEAR(", "NEAR(a b, 2)", "a AND", "AND OR NOT",
    "a OR b", "NOT noise", "-noise", "+noise", "title:noise", "{head} : noise", "^noise", "(((", ")",
    "a & b | !c", "a <-> b", ":*", "'noise':A", "\\", "\\'", "%", "_", "; DROP TABLE search_index; --",
    "noise\0sensor", "\0", "\ud800", "😀", "👩‍👩‍👧", "\u202enoise\u202c", "\u2066\u2069", "א\"", "\"א", "´`",
    "x" * 100_000, "a " * 100_000, '"a ' * 1000, "a-" * 1000, "¶murcia", "≈murci", "·", "\n\t\r",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_a_hostile_query_is_an_ordinary_one(corpus, text):
    hits = find(text)
    assert count(text) == len(hits)
    suggest(text)
    snippet(CORPUS[1][2], text, "en")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_a_hostile_text_is_kept_and_found_by_its_title(db, text):
    put(simple(1, f"Murcia {text}", text, names=(text,)))
    assert found("murcia ") == [1]
    assert suggest("murcia")[0].subject_id == 1


def test_ten_million_characters_are_kept_in_part_and_found(db):
    put(simple(1, "x " * 5_000_000, "word " * 2_000_000))
    assert found("word") == [1]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=80), query=st.text(max_size=40))
def test_any_text_is_found_by_any_of_its_own_words(db, text, query):
    put(simple(1, text, query))
    find(query), count(query), suggest(query), snippet(text, query, "")
    for word in text.split()[:3]:
        assert found(f"{word} ") in ([1], []) and (found(f"{word} ") == [1] or not word.isalnum())


def test_snippets_mark_the_words_in_the_direction_of_the_text(corpus):
    assert snippet(CORPUS[1][2], "sensor", "en") == (
        '<bdi dir="ltr" lang="en">The municipality measures noise with <mark>sensors</mark> '
        "on street lamps.</bdi>"
    )
    arabic = snippet(CORPUS[6][2], "شركة", "ar")
    assert arabic.startswith('<bdi dir="rtl" lang="ar">') and "<mark>الشركات</mark>" in arabic


def test_a_snippet_of_a_long_text_shows_its_telling_part_and_escapes_all_of_it():
    text = "filler " * 500 + "<script>alert(1)</script> noise & sensors " + "filler " * 500
    shown = snippet(text, "noise sensor", "en")
    assert "<mark>noise</mark> &amp; <mark>sensors</mark>" in shown
    assert "<script>" not in shown and "… " in shown and " …" in shown and len(shown) < 900
