"""The tags that every template of the house may use."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sme4smartcities.core.translated import shown

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw one icon of the sprite; it says nothing to a screen reader."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        static("core/img/icons.svg"),
        name,
    )


@register.filter
def translated(value: dict[str, Any] | None) -> SafeString:
    """Show content in the reader's language, marked with its own language and direction."""
    text = shown(value)
    if not text.fallback:
        return format_html('<bdi dir="auto">{}</bdi>', text.text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', text.language, text.direction, text.text)


@register.filter
def plain(value: dict[str, Any] | None) -> str:
    """Show content in the reader's language as bare text, for titles and attributes."""
    return shown(value).text
