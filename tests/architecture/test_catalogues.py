"""Six languages are complete: nothing missing, nothing guessed, nothing left in English by mistake."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from django.conf import settings

from sme4smartcities.config import catalogues

ALLOWED_EQUAL = Path(__file__).with_name("equal_translations.txt")
SCRIPTS = {"he": re.compile(r"[\u0590-\u05ff]"), "ar": re.compile(r"[\u0600-\u06ff]")}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
LANGUAGES = [code for code, _ in settings.LANGUAGES if code != "en"]
pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def wanted() -> set[object]:
    return {(m.context, m.id) for m in catalogues.extracted() if m.id}


def messages(language: str) -> Iterator[Message]:
    return (m for m in catalogues.read(language) if m.id)


def forms(message: Message) -> list[tuple[str, str]]:
    """Pair each translated form with the English form that it may be compared with."""
    if isinstance(message.id, tuple | list):
        return [(message.id[-1], form) for form in message.string]
    return [(message.id, message.string)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_missing_guessed_or_left_over(language, wanted):
    found = {(m.context, m.id) for m in messages(language)}
    assert wanted - found == set()
    assert found - wanted == set()
    assert [m.id for m in messages(language) if m.fuzzy] == []
    assert [m.id for m in messages(language) for _, form in forms(m) if not form] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_plural_has_all_its_forms(language):
    count = catalogues.read(language).num_plurals
    assert count == catalogues.PLURALS[language]
    plural = [m for m in messages(language) if isinstance(m.id, tuple | list)]
    assert [m.id for m in plural if len(m.string) != count] == []
    header = catalogues.po_path(language).read_text("utf-8").split("\n\n", 1)[0]
    assert catalogues.PLURAL_RULES[language] in header


@pytest.mark.parametrize("language", LANGUAGES)
def test_spaces_and_apostrophes_are_those_of_the_language(language):
    """The command ``catalogues`` sets them: run it when this fails."""
    wrong = [
        form
        for m in messages(language)
        for _, form in forms(m)
        if catalogues.in_signs_of(language, form) != form
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_equal_to_english_is_on_the_list(language):
    allowed = set(ALLOWED_EQUAL.read_text("utf-8").splitlines())
    same = {source for m in messages(language) for source, form in forms(m) if form == source}
    assert {text for text in same if re.search(r"[A-Za-z]{2}", text)} - allowed == set()


@pytest.mark.parametrize("language", ["he", "ar"])
def test_right_to_left_languages_are_in_their_script(language):
    allowed = set(ALLOWED_EQUAL.read_text("utf-8").splitlines())
    latin = [
        source
        for m in messages(language)
        for source, form in forms(m)
        if re.search(r"[A-Za-z]{3}", PLACEHOLDER.sub("", source))
        and not SCRIPTS[language].search(form)
        and source not in allowed
    ]
    assert latin == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_survive_translation(language):
    """A form for one or two may leave the number out; nothing may be added or misspelt."""
    wrong = []
    for message in messages(language):
        for source, form in forms(message):
            need, have = set(PLACEHOLDER.findall(source)), set(PLACEHOLDER.findall(form))
            plural = isinstance(message.id, tuple | list)
            if have - need or (need - have and not plural):
                wrong.append((source, form))
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_line_ends_and_markup_survive_translation(language):
    tags = re.compile(r"</?[a-z]+")
    wrong = [
        (source, form)
        for m in messages(language)
        for source, form in forms(m)
        if sorted(tags.findall(source)) != sorted(tags.findall(form))
        or source.startswith("\n") != form.startswith("\n")
        or source.endswith("\n") != form.endswith("\n")
    ]
    assert wrong == []
