"""How a file leaves the house: never as a page, never from a guess, in the pieces that were asked for."""

import re
from collections.abc import Iterator
from typing import IO

from django.core.files.storage import default_storage
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags
from django.views.decorators.http import require_safe

from sme4smartcities.core.uploads.models import Audience, StoredFile
from sme4smartcities.core.uploads.queries import file_for, public_file

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Accept-Ranges": "bytes",
}
_range = re.compile(r"bytes=(\d*)-(\d*)", re.ASCII)
CHUNK = 64 * 1024


@require_safe
def file(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """Serve a file to whom it is meant for; whatever else is asked does not exist."""
    found = public_file(key) or file_for(request.user, key)
    if found is None or found.served_as != name:
        raise Http404
    version = request.GET.get("w", "") or found.versions[-1]
    if version not in found.versions:
        raise Http404
    etag = f'"{found.sha256[:32]}-{version}"'
    response = _answer(request, found, version, etag)
    return _dressed(response, found, etag)


def _answer(request: HttpRequest, found: StoredFile, version: str, etag: str) -> HttpResponseBase:
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in asked or f"W/{etag}" in asked:
        return HttpResponseNotModified()
    try:
        content = default_storage.open(found.path(version))
    except FileNotFoundError:
        raise Http404 from None
    size = content.size
    wanted = request.headers.get("Range", "")
    if not wanted or request.headers.get("If-Range", etag) != etag:
        return FileResponse(content)
    return _part(content, wanted, size)


def _part(content: IO[bytes], wanted: str, size: int) -> HttpResponseBase:
    """Answer one range; several, or what is no range, get the whole file, as the standard allows."""
    asked = _range.fullmatch(wanted)
    if not asked or asked[0] == "bytes=-":
        return FileResponse(content)
    if asked[1]:
        first = int(asked[1][:20])
        last = min(int(asked[2][:20]), size - 1) if asked[2] else size - 1
    else:
        first, last = max(0, size - int(asked[2][:20])), size - 1
    if first > last or first >= size:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(content, first, last - first + 1), status=206)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    response.headers["Content-Length"] = str(last - first + 1)
    return response


def _read(content: IO[bytes], first: int, length: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        while length and (chunk := content.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _dressed(response: HttpResponseBase, found: StoredFile, etag: str) -> HttpResponseBase:
    public = found.audience == Audience.PUBLIC
    for name, value in HEADERS.items():
        response.headers[name] = value
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=86400" if public else "private, no-cache"
    if not public:
        patch_vary_headers(response, ("Cookie",))
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = found.media_type
        disposition = content_disposition_header(not found.is_image, found.served_as)
        response.headers["Content-Disposition"] = disposition or "attachment"
    return response
