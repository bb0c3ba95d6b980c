"""The footnote that names of countries and territories take wherever they stand."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.models import Term

register = template.Library()


@register.simple_tag
def footnotes(named: int | Iterable[Term | str] | None) -> SafeString | str:
    """Draw the footnotes of a territory's number, or of terms or codes; nothing where none is named."""
    numbers = [] if named is None else [named] if isinstance(named, int) else named
    notes = queries.footnotes([term for one in numbers if (term := _term(one))])
    if not notes:
        return ""
    return format_html(
        '<div class="hint" role="note">{}</div>',
        format_html_join("", "<p><small>{}</small></p>", ((note,) for note in notes)),
    )


def _term(one: Term | str | int) -> Term | None:
    if isinstance(one, Term):
        return one
    return queries.term("territory", one) if isinstance(one, str) else queries.term_with_id(one)
