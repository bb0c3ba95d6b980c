"""Dates are kept and told as far as they are known."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from sme4smartcities.programmes.dates import check, first_day, in_order, last_day, spoken


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", dt.date(2019, 1, 1), dt.date(2019, 12, 31)),
        ("2020-02", dt.date(2020, 2, 1), dt.date(2020, 2, 29)),
        ("2019-12", dt.date(2019, 12, 1), dt.date(2019, 12, 31)),
        ("2023-09-30", dt.date(2023, 9, 30), dt.date(2023, 9, 30)),
    ],
)
def test_a_date_means_all_its_days(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize("text", ["", "19", "2019-13", "2019-02-30", "Sept 2019", "2019-9", "٢٠١٩"])
def test_anything_else_is_no_date(text):
    with pytest.raises(ValidationError):
        check(text)


@pytest.mark.parametrize(
    ("language", "spoken_so"),
    [
        ("en", ["2019", "September 2019", "30 September 2023"]),
        ("es", ["2019", "septiembre de 2019", "30 de septiembre de 2023"]),
        ("he", ["2019", "ספטמבר 2019", "30 בספטמבר 2023"]),
    ],
)
def test_a_date_is_told_in_the_readers_language(language, spoken_so):
    with translation.override(language):
        assert [spoken(text) for text in ("2019", "2019-09", "2023-09-30")] == spoken_so
        assert spoken("") == ""


@pytest.mark.parametrize(
    ("starts", "ends", "right"),
    [
        ("2019", "2019", True),
        ("2019-09", "2019", True),
        ("2019-09", "2019-08", False),
        ("", "2019", True),
        ("2020", "2019-12-31", False),
    ],
)
def test_an_end_lies_not_before_its_start(starts, ends, right):
    assert in_order(starts, ends) is right
