"""One's own offers, alliances and meetings as files to take away."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from sme4smartcities.alliances.queries.tables import TABLES
from sme4smartcities.core.spreadsheets import FORMATS


def _table(request: HttpRequest, what: str, kind: str) -> HttpResponseBase:
    if kind not in FORMATS:
        raise Http404
    write, media_type = FORMATS[kind]
    header, rows = TABLES[what](request.user)
    return FileResponse(
        write(header, rows),
        as_attachment=True,
        filename=f"{what}.{kind}",
        content_type=media_type,
    )


@require_safe
def offers_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    return _table(request, "offers", kind)


@require_safe
def alliances_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    return _table(request, "alliances", kind)


@require_safe
def meetings_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    return _table(request, "meetings", kind)
