"""What is read from forms in which somebody types times."""

from typing import TypeVar

from django.http import HttpRequest

from sme4smartcities.accounts.services import change_settings
from sme4smartcities.alliances.forms.meetings import NAMES, ClockForm, ProposeForm, TimesForm
from sme4smartcities.alliances.queries.meetings import openings
from sme4smartcities.alliances.services.meeting import Proposal
from sme4smartcities.alliances.views.lookup import member
from sme4smartcities.core.formats import zone as zone_named
from sme4smartcities.organisations.queries.clocks import clock_of

F = TypeVar("F", bound=TimesForm)


def times_form(request: HttpRequest, kind: type[F], **initial: str) -> F:
    """Give a form of three times, which begins with mornings on which nothing is agreed yet."""
    own = member(request)
    clock = clock_of(own)
    if request.method == "POST":
        return kind(request.POST, clock=clock)
    free = openings(own, clock.zone or zone_named(clock.suggested))
    begin = {name: f"{one:%Y-%m-%dT%H:%M}" for name, one in zip(NAMES, free, strict=False)}
    return kind(clock=clock, initial={**begin, **initial})


def keep_zone(request: HttpRequest, form: ClockForm) -> None:
    """Keep the zone that was asked for in the member's settings."""
    if form.newly_chosen:
        own = member(request)
        change_settings(actor=own, language=own.language, time_zone=form.newly_chosen)


def proposal_of(request: HttpRequest, form: ProposeForm) -> Proposal:
    """Give what a valid form proposes; the zone that was chosen there is kept."""
    keep_zone(request, form)
    values = form.cleaned_data
    return Proposal(
        times=values["moments"],
        zone=member(request).time_zone,
        note=values.get("note", ""),
        **{name: values[name] for name in ("title", "minutes", "place", "link")},
    )
