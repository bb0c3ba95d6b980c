"""How a table leaves as a file."""

from typing import Any

from django.http import FileResponse


def attached(content: Any, media_type: str, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
