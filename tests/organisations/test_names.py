"""Names that people take for the same meet; names they tell apart stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme4smartcities.organisations.free_mail import is_free_mail
from sme4smartcities.organisations.names import (
    core_name,
    domain_of,
    fold,
    host_of,
    keys_of,
    likeness,
    slug_of,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Libelium", "LIBELLIUM, S.L."),
        ("Ayuntamiento de Málaga", "ayuntamiento de malaga"),
        ("חברת המים בע״מ", "חברת המים"),
        ("بلدية رام الله", "بلديه رام اللّه"),
        ("Agua y Energía S.A.U.", "Agua & Energia"),
    ],
)
def test_spellings_of_one_name_share_a_key_and_are_alike(one, other):
    assert keys_of([one]) & keys_of([other])
    assert likeness(one, other) >= 0.55


@pytest.mark.parametrize(
    ("one", "other"),
    [("Artys", "Actisa"), ("Comune di Genova", "Comune di Savona"), ("Solmes", "Magna BSP")],
)
def test_different_names_are_told_apart(one, other):
    assert likeness(one, other) < 0.75


def test_a_name_of_a_legal_form_alone_keeps_it():
    assert (core_name("SA"), keys_of(["S.A."])) == ("sa", {"sa"})


@given(st.text(max_size=300))
def test_any_text_folds_to_words_and_again_to_itself(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert all(len(key) <= 40 for key in keys_of([text]))
    assert 1 <= len(slug_of(text)) <= 80


@given(st.text(max_size=400))
def test_any_address_has_a_host_or_none(text):
    assert len(host_of(text)) <= 253
    assert "@" not in domain_of(text)


@pytest.mark.parametrize(
    ("domain", "free"),
    [
        ("gmail.com", True),
        ("yahoo.es", True),
        ("hotmail.co.il", True),
        ("mail.walla.co.il", True),
        ("outlook.fr", True),
        ("genova.example", False),
        ("yahoo.genova.example", False),
        ("live", False),
        ("", False),
    ],
)
def test_free_mail_houses_are_known_in_every_country(domain, free):
    assert is_free_mail(domain) is free


def test_the_host_loses_its_www():
    assert host_of("https://www.acequia.example/en?x=1") == "acequia.example"
    assert host_of("http://[broken") == ""
