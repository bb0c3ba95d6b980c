"""Words are brought to one spelling in six languages, and nothing typed breaks the analysis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme4smartcities.core.search.analysis import analyse, chunks, fold
from sme4smartcities.core.search.terms import read, words_in

PAIRS = [
    ("en", "sensors", "sensor"),
    ("en", "municipalities", "municipality"),
    ("en", "cycling", "cycle"),
    ("es", "aparcamientos", "aparcamiento"),
    ("es", "organizaciones", "organizacion"),
    ("es", "ciudades", "ciudad"),
    ("it", "città", "citta"),
    ("it", "aziende", "azienda"),
    ("it", "parcheggi", "parcheggio"),
    ("fr", "réseaux", "reseau"),
    ("fr", "bâtiments", "bâtiment"),
    ("fr", "municipales", "municipal"),
    ("he", "ערים", "עיר"),
    ("he", "בעיר", "עיר"),
    ("he", "חברות", "חברה"),
    ("he", "העיריות", "עירייה"),
    ("he", "והחיישנים", "חיישן"),
    ("ar", "المدينة", "مدينة"),
    ("ar", "البلديات", "بلدية"),
    ("ar", "والشركات", "شركة"),
    ("ar", "المدن", "مدينة"),
    ("ar", "مشاريع", "المشروع"),
]


@pytest.mark.parametrize(("language", "written", "typed"), PAIRS)
def test_an_inflected_word_and_its_base_form_share_a_token(language, written, typed):
    asked = {
        token for term in read(typed, "en").required for w in words_in(term) for token in w.tokens
    }
    assert asked & set(analyse(written, language))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("MÁLAGA", "malaga"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("ＳＭＥ", "sme"),
        ("ﬁbra", "fibra"),
        ("مُؤَسَّسَة", "موسسه"),
        ("إلى", "الي"),
        ("الأُمّـــة", "الامه"),
        ("٢٠٢٣", "2023"),
        ("שָׁלוֹם", "שלומ"),
        ("mur\u200bcia\u202e", "murcia"),
    ],
)
def test_a_word_is_brought_to_one_spelling(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("text", "words", "joined"),
    [
        ("l'acqua", ("acqua",), ""),
        ("dell’Etna", ("Etna",), ""),
        ("qu'il", ("il",), ""),
        ("city's", ("city",), ""),
        ("O'Brien", ("O", "Brien"), "obrien"),
        ("co-creation", ("co", "creation"), "cocreation"),
        ("R&D", ("R", "D"), "rd"),
        ("S.p.A.", ("SpA",), ""),
        ('צה"ל', ("צהל",), ""),
        ("צה״ל", ("צהל",), ""),
        ("ג'ורג׳", ("גורג",), ""),
        ("בן־גוריון", ("בן", "גוריון"), "בנגוריונ"),
        ("東京", ("東", "京"), "東京"),
    ],
)
def test_a_chunk_is_read_as_words(text, words, joined):
    [chunk] = chunks(f" {text} ")
    assert (chunk.raw, chunk.joined) == (words, joined)


def test_stop_words_are_left_out_of_what_is_compared():
    assert analyse("The water of the city", "en") == ["water", "city", "citi"]


def test_text_of_unknown_language_is_stemmed_under_every_language_of_its_script():
    assert {"sensor", "aparc"} <= set(analyse("sensores aparcamientos", ""))


def test_words_of_another_script_keep_their_own_rules():
    assert {"מימ", "murcia", "sensor", "بلد"} <= set(analyse("מים in Murcia sensors البلدية", "en"))


@given(st.text())
def test_tokens_are_letters_digits_and_vowel_signs(text):
    for token in analyse(text, "en"):
        assert token
        assert not any(char.isspace() or char in "\"'\\:*()-" for char in token)
        assert token.encode()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.sampled_from(["en", "ar", "he", ""]))
def test_whatever_is_typed_is_read(text, language):
    query = read(text, language)
    assert all(word.typed for term in query.required for word in words_in(term))


@pytest.mark.parametrize(
    "text", ["a" * 10_000_000, "a-" * 5_000_000, 'א"' * 5_000_000, "'" * 10_000_000]
)
def test_ten_million_characters_without_a_space_end_soon(text):
    assert len(analyse(text[:2_000_000], "")) == 0
    assert len(read(text, "en").required) <= 12
