"""How long text is taken in a form: a text area that becomes an editor where scripts run."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.templatetags.static import static
from django.utils.translation import ngettext_lazy

from sme4smartcities.core.richtext.rendering import LIMIT, render_for_editor, stripped


class RichTextarea(forms.Textarea):
    """Holds Markdown. The editor is loaded when it takes the focus, and writes Markdown back."""

    template_name = "core/widgets/rich_text.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["attrs"] |= {
            "data-editor": static("core/editor/editor.js"),
            "data-library": static("django_prose_editor/editor.js"),
            "data-style": static("core/editor/editor.css"),
            "dir": "auto",
        }
        widget["source"] = render_for_editor(widget["value"] or "")
        return context


class RichTextField(forms.CharField):
    """Markdown of at most LIMIT characters, without control characters."""

    widget = RichTextarea

    def __init__(self, *, max_length: int = LIMIT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        too_long = ngettext_lazy(
            "The text has %(show_value)d characters; the most we take is %(limit_value)d. "
            "Shorten it, or attach the rest as a file.",
            "The text has %(show_value)d characters; the most we take is %(limit_value)d. "
            "Shorten it, or attach the rest as a file.",
            "limit_value",
        )
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = too_long

    def to_python(self, value: Any) -> str:
        return stripped(super().to_python(value) or "")
