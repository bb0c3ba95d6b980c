"""A day, and an hour of it where one is known, as drafts say it."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sme4smartcities.opportunities.drafts import Moment


class DayField(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class HourField(forms.TimeField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(
            widget=widget, input_formats=["%H:%M", "%H:%M:%S"], required=False, **kwargs
        )


def moment_of(day: date, hour: time | None, zone: str) -> Moment:
    """Put day and hour together; without an hour it stays a day.

    Raises ValidationError for an hour that clocks skip on that day.
    """
    if hour is None:
        return Moment(day=day, zone=zone)
    local = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    at = local.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).time() != hour:
        raise ValidationError(
            _("At this hour of that day clocks there are put forward. Choose another hour.")
        )
    return Moment(day=day, at=at, zone=zone, raw=f"{day:%Y-%m-%d} {hour:%H:%M}")


def hour_of(at: datetime | None, zone: str) -> time | None:
    return at.astimezone(ZoneInfo(zone)).time() if at else None
