"""Long text that people write: rendered, searched, and taken in forms."""

from sme4smartcities.core.richtext.fields import RichTextarea, RichTextField
from sme4smartcities.core.richtext.rendering import (
    LIMIT,
    plain_text,
    render,
    render_for_editor,
    stripped,
)

__all__ = [
    "LIMIT",
    "RichTextField",
    "RichTextarea",
    "plain_text",
    "render",
    "render_for_editor",
    "stripped",
]
