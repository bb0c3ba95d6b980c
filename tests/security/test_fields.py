"""Every text field of every form bears hostile text: it is refused with a sentence or kept, never fatal."""

from collections.abc import Iterator

import pytest
from django import forms

from sme4smartcities.core.richtext import RichTextField
from tests.security.payloads import OWN, payloads

HUGE = [
    "x" * 1_000_000,
    "[" * 50_001,
    "\u0301" * 10_000,
    "\u200b" * 100,
    " " * 100_000,
    "9" * 10_000,
]


def text_fields(form: forms.BaseForm) -> list[str]:
    """Name the fields of a form into which a person may type."""
    return [name for name, field in form.fields.items() if isinstance(field, forms.CharField)]


def ordeal(form_class: type[forms.BaseForm], **options: object) -> Iterator[tuple[str, str]]:
    """Put each payload into all text fields; give those that the form neither takes nor explains.

    ``options`` are the form's own arguments. A form may refuse anything, if it says why, and must
    show again what was typed without any of it becoming markup.
    """
    names = text_fields(form_class(**options))
    for text in (*payloads(), *HUGE):
        form = form_class(data=dict.fromkeys(names, text), **options)
        explained = form.is_valid() or any(form.errors.values())
        for name in names:
            shown = str(form[name]) if text in OWN else ""
            if not explained or ("<script" in text and text in shown):
                yield name, text[:80]


class Everything(forms.Form):
    """One of each kind of field in which text is typed."""

    name = forms.CharField(max_length=200)
    mail = forms.EmailField()
    site = forms.URLField(assume_scheme="https")
    code = forms.SlugField()
    words = forms.CharField(widget=forms.Textarea, max_length=900)
    text = RichTextField()


@pytest.mark.once
@pytest.mark.parametrize("form_class", [Everything])
def test_every_kind_of_field_bears_hostile_text(form_class):
    assert list(ordeal(form_class)) == []
