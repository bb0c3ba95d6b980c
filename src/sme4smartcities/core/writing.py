"""In which language a form's texts are written, and to which one its writer goes on."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def then_language(request: HttpRequest) -> str:
    """Give the language to write in next, when a button asked for one."""
    asked = request.POST.get("then", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def writing_language(request: HttpRequest) -> str:
    """Give the language in which texts are edited: the address's, else the reader's."""
    asked = request.GET.get("in", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or "en")


def languages_of(request: HttpRequest, row: Any) -> dict[str, Any]:
    """Give the language of the texts and the others, each with whether its main text is written.

    ``row`` is what has texts, or None: then no language is offered.
    """
    if row is None:
        return {}
    texts = (getattr(row, name, None) for name in ("name", "title"))
    written = next((text for text in texts if isinstance(text, dict) and text), {})
    names = dict(settings.LANGUAGES)
    now = writing_language(request)
    others = [(code, name, code in written) for code, name in names.items() if code != now]
    return {"writing": now, "writing_name": names[now], "other_languages": others}
