"""Opportunities leave as calendars, feeds and tables, asked for as the list is."""

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import feedgenerator, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.core import limits
from sme4smartcities.core.spreadsheets import FORMATS
from sme4smartcities.core.translated import shown
from sme4smartcities.opportunities.calendar import written
from sme4smartcities.opportunities.queries import asked, outgoing
from sme4smartcities.opportunities.services.calendars import (
    digest,
    make_calendar_address,
    note_reading,
    revoke_calendar_address,
)
from sme4smartcities.opportunities.views.lookup import member, opportunity_or_404
from sme4smartcities.opportunities.views.public import turning

FEEDS = {
    "atom": (feedgenerator.Atom1Feed, "application/atom+xml; charset=utf-8"),
    "rss": (feedgenerator.Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
}
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
@turning
def outlet(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give a calendar, a feed or a table of what the list would show; ``?in=``: language of its texts."""
    told = request.GET.get("in", "")
    language = told if told in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    wanted = asked.read(request.GET)
    with translation.override(language):
        if kind == "ics":
            return _calendar(written(outgoing.for_calendar(wanted), _name()))
        if kind in FEEDS:
            return _feed(wanted, kind, language, request.get_full_path())
        if kind in FORMATS:
            write, media_type = FORMATS[kind]
            header, rows = outgoing.table(wanted)
            return FileResponse(
                write(header, rows),
                as_attachment=True,
                filename=f"opportunities.{kind}",
                content_type=media_type,
            )
    raise Http404


def _name() -> str:
    return f"{settings.SITE_NAME}: {_('Opportunities')}"


def _calendar(content: bytes, name: str = "opportunities.ics") -> HttpResponse:
    response = HttpResponse(content, content_type=CALENDAR)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _feed(wanted: asked.Asked, kind: str, language: str, here: str) -> HttpResponse:
    made, media_type = FEEDS[kind]
    feed = made(
        title=_name(),
        link=f"{settings.BASE_URL}/{language}/opportunities/{wanted.address()}",
        description=_("Events, training, calls, funding and tenders."),
        language=language,
        feed_url=f"{settings.BASE_URL}{here}",
    )
    for row in outgoing.newest(wanted):
        example = f"[{_('Example')}] " if outgoing.mark(row) else ""
        feed.add_item(
            title=f"{example}{row.name}",
            link=f"{settings.BASE_URL}{row.get_absolute_url()}",
            description=shown(row.summary).text,
            author_name=row.owner.title if row.owner else row.organiser,
            pubdate=row.published_at,
            updateddate=row.changed_at or row.published_at,
            unique_id=f"{settings.BASE_URL}/opportunities/{row.pk}",
            categories=[str(row.get_kind_display())],
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=media_type)


@require_safe
@turning
def single(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one opportunity as a calendar file: its dates and its deadlines."""
    found = opportunity_or_404(request, pk)
    return _calendar(written(outgoing.alone(found), found.name), f"opportunity-{pk}.ics")


@require_safe
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """Answer a member's calendar, which shows nothing but the secret word of its address."""
    limits.take("calendar", key=limits.client_ip(request), limit=600, per=3_600)
    found = outgoing.address_with(digest(token))
    if found is None:
        raise Http404
    note_reading(found)
    with translation.override(found.member.language):
        content = written(outgoing.for_calendar(outgoing.asked_by(found)), _name())
    response = _calendar(content)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def calendars(request: HttpRequest) -> HttpResponse:
    """The member's calendar addresses; a new one is shown once."""
    reader, fresh = member(request), ""
    wanted = asked.read(request.GET)
    if request.method == "POST":
        _row, token = make_calendar_address(actor=reader, query=wanted.address())
        fresh = f"{settings.BASE_URL}/opportunities/calendar/{token}.ics"
    context = {
        "addresses": [(one, outgoing.asked_by(one)) for one in outgoing.calendar_addresses(reader)],
        "asked": wanted,
        "fresh": fresh,
    }
    response = render(request, "opportunities/calendars.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    found = outgoing.calendar_address(member(request), pk)
    if found is None:
        raise Http404
    revoke_calendar_address(actor=member(request), address=found)
    messages.success(request, _("The address is taken back. It answers nobody any more."))
    return redirect("opportunities:calendars")
