"""Names and borrowed words are heard across scripts; the language of a question is told by its words."""

import pytest

from sme4smartcities.core.search.sounds import sound
from sme4smartcities.core.search.tongues import spoken_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("terminal", "טרמינל"),
        ("Terminal", "ترمينال"),
        ("estación", "stazione"),
        ("Barcelona", "برشلونة"),
        ("parking", "פרקינג"),
    ],
)
def test_a_borrowed_word_sounds_like_itself(one, other):
    assert sound(one, other) > 0.35
    assert sound(one, other) == pytest.approx(sound(other, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [("water", "agua"), ("bus", "עיר"), ("", "terminal"), ("a", "i"), ("\0", "\0")],
)
def test_what_has_nothing_in_common_does_not(one, other):
    assert sound(one, other) == 0


def test_the_same_sounds_the_same_throughout():
    assert sound("Harbour office", "harbour office") == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We find leaks before they are seen, and mend them with the crew.", "en"),
        ("Encontramos fugas de agua antes de que se vean en la calle.", "es"),
        ("Troviamo le perdite d'acqua prima che si vedano per strada.", "it"),
        ("Nous trouvons les fuites avant qu’on ne les voie dans la rue.", "fr"),
        ("אנחנו מוצאים דליפות לפני שרואים אותן ברחוב", "he"),
        ("نجد تسربات المياه قبل أن تظهر في الشارع", "ar"),
        ("Мы находим утечки", ""),
        ("水漏れを見つけます", ""),
        ("", ""),
        ("12 34 !!", ""),
        ("\u202e\0", ""),
    ],
)
def test_a_text_is_told_by_its_script_and_its_small_words(text, language):
    assert spoken_in(text, "en") == language


@pytest.mark.parametrize("reader", ["en", "es", "it", "fr"])
def test_where_words_leave_it_open_the_page_decides(reader):
    assert spoken_in("parking", reader) == reader


def test_of_several_languages_the_most_of_it_counts():
    text = "Leak detection. דליפות. We listen to the pipes of the city and we mend them. تسربات"
    assert spoken_in(text, "he") == "en"
