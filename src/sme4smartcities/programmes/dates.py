"""Dates as sources give them: a year, a month or a day, never more than is known."""

import datetime as dt
import re
from typing import Any

from babel import dates as babel_dates
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core import formats

_shape = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)


def first_day(text: str) -> dt.date:
    """Give the first day that the text can mean. Raises ValueError on anything but such a date."""
    found = _shape.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = (int(part) if part else 1 for part in found.groups())
    return dt.date(year, month, day)


def last_day(text: str) -> dt.date:
    """Give the last day that the text can mean."""
    first = first_day(text)
    if len(text) == 10:
        return first
    following = (
        dt.date(first.year + 1, 1, 1)
        if len(text) == 4
        else (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    )
    return following - dt.timedelta(days=1)


def spoken(text: str) -> str:
    """Say the date as people do, in the reader's language: 2019, September 2019, 30 September 2023."""
    if not text:
        return ""
    first = first_day(text)
    if len(text) == 10:
        return formats.day(first)
    if len(text) == 7:
        return babel_dates.format_skeleton("yMMMM", first, locale=formats.locale())
    return text


def check(text: str) -> None:
    try:
        first_day(text)
    except ValueError as error:
        raise ValidationError(
            _("Write a year, a month or a day: 2023, 2023-09 or 2023-09-30.")
        ) from error


class KnownDate(models.CharField):
    """A date of which perhaps only the year or the month is known; such texts sort as dates do."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        super().__init__(**kwargs)
        self.validators = [*self.validators, check]


def in_order(starts: str, ends: str) -> bool:
    """Say whether an end does not lie before its start, as far as both are known."""
    return not starts or not ends or last_day(ends) >= first_day(starts)
