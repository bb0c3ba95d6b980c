"""What is read from forms in which somebody types times."""

from django.http import HttpRequest

from sme4smartcities.accounts.services import change_settings
from sme4smartcities.alliances.forms.meetings import ClockForm, ProposeForm
from sme4smartcities.alliances.services.meeting import Proposal
from sme4smartcities.alliances.views.lookup import member


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
