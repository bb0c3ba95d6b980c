"""Forms, parts and formats: the same markup everywhere, names and numbers safe in any language."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from sme4smartcities.core import formats
from sme4smartcities.core.thread import STAGES, Step, strip
from tests.markup import closed_up

WHEN = dt.datetime(2026, 12, 3, 16, 0, tzinfo=dt.UTC)


class Pilot(forms.Form):
    title = forms.CharField(label="Name of the idea", help_text="Up to 80 characters.")
    weeks = forms.IntegerField(label="Length in weeks")
    cost = forms.IntegerField(label="Cost", required=False)
    idea = forms.CharField(label="Idea", widget=forms.Textarea, max_length=900, required=False)
    city = forms.MultipleChoiceField(
        label="Where?",
        choices=[("a", "Murcia"), ("b", "Genoa")],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="All partners agreed", help_text="To this text.")
    letter = forms.FileField(label="A letter", required=False)
    step = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(source: str, **context: object) -> str:
    return closed_up(Template(source).render(Context(context)))


def test_form_draws_label_hint_and_mark_of_optional() -> None:
    text = draw("{{ form }}", form=Pilot())
    assert '<label for="id_title">Name of the idea</label>' in text
    assert '<span class="hint" id="id_title_helptext">Up to 80 characters.</span>' in text
    assert 'aria-describedby="id_title_helptext"' in text
    assert text.count("(optional)") == 3
    assert "Up to 900 characters" in text
    assert '<div class="drop">' in text
    assert text.count('<label class="choice"') == 3
    assert "note--bad" not in text


def test_form_with_errors_lists_them_first_with_links() -> None:
    form = Pilot({"title": "Bay finder", "weeks": "half a year", "agreed": "on"})
    form.is_valid()
    form.add_error(None, "Your team covers one country.")
    text = draw("{{ form }}", form=form)
    head = text[: text.index('class="field"')]
    assert "3 answers need you" in head
    assert '<a href="#id_weeks">Length in weeks: ' in head
    assert '<a href="#id_city_0">Where?: ' in head
    assert "<li>Your team covers one country.</li>" in head
    assert 'id="id_weeks_error"' in text
    assert 'value="half a year"' in text
    assert 'id="id_city_error"' in text


def test_form_of_filters_marks_nothing_as_optional() -> None:
    form = Pilot()
    form.mark_optional = False  # type: ignore[attr-defined]
    assert "(optional)" not in draw("{{ form }}", form=form)


def test_one_field_is_drawn_alone() -> None:
    text = draw("{% field form.weeks %}", form=Pilot())
    assert text.startswith('<div class="field">')
    assert 'name="weeks"' in text


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kfar Saba", "KS"),
        ("hopu", "H"),
        ("(The) City of Ramallah", "CO"),
        ("رام الله", "را"),
        ("", "?"),
    ],
)
def test_initials_come_from_the_first_words(name: str, letters: str) -> None:
    assert draw("{{ name|initials }}", name=name) == letters


def test_avatar_keeps_its_colour_and_escapes() -> None:
    once = draw('{% avatar "<b> Solmes" 5 %}')
    assert once == draw('{% avatar "<b> Solmes" 5 %}')
    assert "<b>" not in once
    assert 'aria-hidden="true"' in once


def test_name_of_another_script_is_isolated() -> None:
    assert draw("{{ name|person }}", name="رام <الله>") == '<bdi dir="auto">رام &lt;الله&gt;</bdi>'
    assert draw("{{ name|isolated }}", name="x") == "\u2068x\u2069"


def test_names_in_a_row_are_isolated_and_divided_as_the_language_does() -> None:
    names = ["Murcia", "<Haifa>"]
    assert draw("{{ names|listed }}", names=names) == "<bdi>Murcia</bdi>, <bdi>&lt;Haifa&gt;</bdi>"
    with override("ar"):
        assert draw("{{ names|listed }}", names=names).count("،") == 1
    assert draw("{{ names|listed }}", names=[]) == ""


@pytest.mark.parametrize(
    ("language", "date", "count", "sum_"),
    [
        ("en", "3 December 2026", "1,234,567.5", "€300,000"),
        ("es", "3 de diciembre de 2026", "1.234.567,5", "300.000\xa0€"),
        ("it", "3 dicembre 2026", "1.234.567,5", "300.000\xa0€"),
        ("fr", "3 décembre 2026", "1\u202f234\u202f567,5", "300\u202f000\xa0€"),
        ("he", "3 בדצמבר 2026", "1,234,567.5", "\u200f300,000\xa0\u200f€"),
        ("ar", "3 ديسمبر 2026", "1,234,567.5", "\u200f300,000\xa0€"),
    ],
)
def test_dates_and_numbers_read_as_the_language_writes_them(
    language: str, date: str, count: str, sum_: str
) -> None:
    with override(language):
        assert formats.day(WHEN.date()) == date
        assert formats.number(1234567.5) == count
        assert formats.money(300000, "EUR") == sum_


class Reader:
    is_authenticated = True
    time_zone = "Asia/Jerusalem"


def test_moment_is_told_where_it_happens_and_for_the_reader() -> None:
    source = '{% zoned when "Europe/Madrid" "Murcia" %}'
    text = draw(source, when=WHEN, user=Reader())
    assert "3 December 2026, 17:00 in \u2068Murcia\u2069, 18:00 for you" in text
    assert 'datetime="2026-12-03T16:00:00+00:00"' in text


def test_moment_on_another_day_for_the_reader_names_the_day() -> None:
    late = WHEN.replace(hour=22, minute=30)
    text = draw('{% zoned when "Europe/Madrid" "Murcia" %}', when=late, user=Reader())
    assert "3 December 2026, 23:30 in \u2068Murcia\u2069, 4 December 2026, 00:30 for you" in text


def test_visitor_reads_a_moment_with_its_zone() -> None:
    assert "3 December 2026, 16:00 in \u2068UTC\u2069" in draw("{% zoned when %}", when=WHEN)


def test_thread_shows_nine_steps_and_where_one_stands() -> None:
    steps = [Step(stage="study", state="done", url="/s/"), Step(stage="challenge", state="now")]
    text = draw("{% thread steps %}", steps=steps)
    assert text.count("<li") == len(STAGES) == 9
    assert '<a href="/s/">Study</a>' in text
    assert '<li class="now last" aria-current="step">' in text
    assert [step.state for _, step in strip(steps)][:3] == ["done", "now", ""]


def test_note_and_empty_state_escape_nothing_twice() -> None:
    text = draw('{% note "warn" %}<p>{{ words }}</p>{% endnote %}', words="<i>")
    assert '<div class="note note--warn">' in text
    assert "<p>&lt;i&gt;</p>" in text
    text = draw('{% empty "Nothing saved yet" %}<p>Save one.</p>{% endempty %}')
    assert "<h2>Nothing saved yet</h2><p>Save one.</p>" in text


def test_crumbs_lead_home_and_end_with_this_page(db: None) -> None:
    text = draw('{% crumbs "Organisations" "/en/organisations/" name %}', name="<Solmes>")
    assert '<li><a href="/en/">Home</a></li>' in text
    assert '<li><a href="/en/organisations/">Organisations</a></li><li>&lt;Solmes&gt;</li>' in text


def test_sitename_is_set_in_two_colours() -> None:
    assert draw("{{ n|coloured }}", n="SME4SmartCities") == "SME4<wbr><b>SmartCities</b>"
    assert draw("{{ n|coloured }}", n="Smart <Liguria>") == "Smart <wbr><b>&lt;Liguria&gt;</b>"
    assert draw("{{ n|coloured }}", n="Hub") == "Hub"
