"""What everybody reads of opportunities: the list, the month, the agenda, the page of one."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional_on
from sme4smartcities.core.paging import number_from
from sme4smartcities.opportunities.jsonld import described
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.opportunities.policies import is_writer, may_complain
from sme4smartcities.opportunities.queries import asked
from sme4smartcities.opportunities.queries.calendar import agenda, day_in, month
from sme4smartcities.opportunities.queries.listing import results
from sme4smartcities.opportunities.queries.opportunities import dates_of, statements_of
from sme4smartcities.opportunities.views.lookup import opportunity_or_404, zone_of
from sme4smartcities.organisations.jsonld import script

# What is open changes with the clock: the next moment at which it does names the state of the pages.
TURN = f"SELECT MIN(next_at) FROM {Opportunity._meta.db_table} WHERE next_at > CURRENT_TIMESTAMP"
turning = conditional_on(TURN)


def _today(request: HttpRequest) -> date:
    return timezone.now().astimezone(zone_of(request)).date()


@require_safe
@turning
def opportunity_list(request: HttpRequest) -> HttpResponse:
    """Show opportunities by words and filters; the address tells the state."""
    wanted = asked.read(request.GET)
    found = results(wanted, number_from(request.GET.get("page")))
    return render(request, "opportunities/opportunity_list.html", _shared(wanted, found=found))


def _shared(wanted: asked.Asked, **more: object) -> dict[str, object]:
    return {
        "asked": wanted,
        "times": asked.WHEN.items(),
        "withins": [(days, asked.within_label(days)) for days in asked.WITHIN],
        "bands": [(code, asked.band_label(code)) for code in asked.BANDS],
        **more,
    }


@require_safe
@turning
def month_view(request: HttpRequest) -> HttpResponse:
    """Show a month as a table, with what the list would show."""
    wanted = asked.read(request.GET)
    first = (day_in(request.GET.get("month", "")) or _today(request)).replace(day=1)
    shown = month(wanted, first, zone_of(request))
    context = _shared(wanted, month=shown, zone=zone_of(request).key)
    return render(request, "opportunities/month.html", context)


@require_safe
@turning
def agenda_view(request: HttpRequest) -> HttpResponse:
    """Show day by day what the list would show, from a day on."""
    wanted = asked.read(request.GET)
    start = day_in(request.GET.get("from", "")) or _today(request)
    shown = agenda(wanted, start, zone_of(request))
    context = _shared(wanted, agenda=shown, zone=zone_of(request).key)
    return render(request, "opportunities/agenda.html", context)


@require_safe
@turning
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell what it is, when, where, until when one applies, and where its words come from."""
    found = opportunity_or_404(request, pk)
    statements, dates = statements_of(found), dates_of(found)
    context = {
        "opportunity": found,
        "statements": statements,
        "dates": dates,
        "zone": zone_of(request).key,
        "writes": is_writer(request.user, found),
        "complains": may_complain(found),
        "json_ld": script(described(found, statements, dates)),
    }
    return render(request, "opportunities/opportunity.html", context)
