"""The components of the component sheet, each in one place; cheap enough to stand inside a loop."""

import logging
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.forms.forms import BaseForm
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sme4smartcities.core.menus import MenuLink
from sme4smartcities.core.paging import Page
from sme4smartcities.core.panels import filled, held_by
from sme4smartcities.core.rendering import HouseField
from sme4smartcities.core.subjects import PLATFORM, Subject
from sme4smartcities.core.templatetags.house import asset, icon, initials
from sme4smartcities.core.thread import Step, strip

register = template.Library()
log = logging.getLogger(__name__)
NOTE_ICONS = {"info": "info", "ok": "ok", "warn": "alert", "bad": "bad"}
TONES = {"success": "ok", "warning": "warn", "error": "bad"}


@register.simple_tag
def field(bound: HouseField) -> SafeString:
    """Draw one field with label, hint and errors, as ``{{ form }}`` does for all of them."""
    return bound.as_field_group()


@register.inclusion_tag("core/form/_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """List what needs attention, each a link to its field; takes the focus when the page loads."""
    rows = [
        (form[name], message)
        for name, messages in form.errors.items()
        if name in form.fields and not form[name].is_hidden
        for message in messages
    ]
    hidden = [message for bound in form.hidden_fields() for message in bound.errors]
    general = [*form.non_field_errors(), *hidden]
    return {"rows": rows, "general": general, "count": len(rows) + len(general)}


@register.simple_tag
def avatar(name: str, key: object, extra: str = "") -> SafeString:
    """Draw the initials of a person or an organisation; the colour follows from its id."""
    shade = crc32(str(key).encode()) % 4 + 1
    classes = " ".join(
        part for part in ("avatar", f"avatar--{shade}" if shade > 1 else "", extra) if part
    )
    return format_html('<span class="{}" aria-hidden="true">{}</span>', classes, initials(name))


@register.simple_tag
def badge(text: object, tone: str = "", sign: str = "") -> SafeString:
    """State something in a few words: tone info, ok, warn, bad or none; ``sign`` is an icon."""
    return _badge(text if isinstance(text, str) else str(text), tone, sign)


@lru_cache(maxsize=2048, typed=True)  # typed: what is safe HTML already is not the same as text
def _badge(text: str, tone: str, sign: str) -> SafeString:
    classes = f"badge badge--{tone}" if tone else "badge"
    if not sign:
        return format_html('<span class="{}">{}</span>', classes, text)
    return format_html('<span class="{}">{}<span>{}</span></span>', classes, icon(sign), text)


@register.simple_tag
def meta(text: object, sign: str = "") -> SafeString:
    """One entry of a ``.meta`` row."""
    return _meta(text if isinstance(text, str) else str(text), sign)


@lru_cache(maxsize=2048, typed=True)
def _meta(text: str, sign: str) -> SafeString:
    return format_html("<span>{}<span>{}</span></span>", icon(sign) if sign else "", text)


@register.simple_tag
def links(items: Iterable[MenuLink]) -> SafeString:
    """Draw a menu's links as list items, the one that leads here or above marked."""
    marks = {
        "": "",
        "page": SafeString(' aria-current="page"'),
        "true": SafeString(' aria-current="true"'),
    }
    return format_html_join(
        "", '<li><a href="{}"{}>{}</a></li>', ((i.url, marks[i.current], i.label) for i in items)
    )


@register.simple_tag
def crumbs(*pairs: object) -> SafeString:
    """Show the way here: label, address, label, address, …, and the name of this page last."""
    trail = [(_("Home"), reverse("web:home")), *zip(pairs[:-1:2], pairs[1::2], strict=False)]
    links = format_html_join("", '<li><a href="{1}">{0}</a></li>', trail)
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li>{}</li></ol></nav>',
        _("You are here"),
        links,
        pairs[-1],
    )


@register.simple_tag
def tabs(label: str, items: Sequence[tuple[object, str]], current: str) -> SafeString:
    """Show views of one thing as links; ``current`` is the address of the one on screen."""
    links = format_html_join(
        "",
        '<a href="{1}"{2}>{0}</a>',
        (
            (name, url, SafeString(' aria-current="page"') if url == current else "")
            for name, url in items
        ),
    )
    return format_html('<nav class="tabs" aria-label="{}">{}</nav>', label, links)


@register.filter
def tone(level: str) -> str:
    """Give the tone of a note for a level of Django's messages."""
    return TONES.get(level, "info")


@register.simple_block_tag
def note(content: str, tone: str = "info") -> SafeString:
    """Say something that stays in the page: ``{% note "warn" %}<p>…</p>{% endnote %}``."""
    kind = f"note note--{tone}" if tone != "info" else "note"
    return format_html(
        '<div class="{}">{}<div>{}</div></div>', kind, icon(NOTE_ICONS[tone]), content
    )


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> SafeString:
    """Say what will be here and offer the first act; never leave a list empty without a word."""
    return format_html(
        '<div class="empty"><svg aria-hidden="true" viewBox="0 0 240 96"><use href="{}#wave-small" '
        'width="240" height="96"/></svg><h{}>{}</h{}>{}</div>',
        asset("core/img/tessera.svg"),
        level,
        title,
        level,
        content,
    )


@register.inclusion_tag("core/_thread.html")
def thread(steps: Sequence[Step] = (), label: str = "", tall: bool = False) -> dict[str, Any]:
    """Draw the nine steps from need to solution; steps not given stand as not yet reached."""
    stages = strip(steps)
    reached = [stage for stage, step in stages if step.state]
    return {
        "steps": stages,
        "last": reached[-1] if reached else None,  # the one whose name a narrow screen shows
        "label": label or _("From need to solution"),
        "tall": tall,
    }


@register.simple_tag(takes_context=True)
def panels(context: template.Context, slot: str, subject: Subject = PLATFORM) -> SafeString:
    """Draw what other features show in this slot of the page, about this subject, to this reader."""
    assert context.template is not None
    engine = context.template.engine
    drawn, request = [], context.get("request")
    held = held_by(request) if request else None
    for name, content in filled(slot, context["user"], subject, held):
        with context.push(**content):
            try:
                drawn.append(engine.get_template(name).render(context))
            except Exception:
                log.exception("panel %s of %s was left out", name, subject)
    return SafeString("".join(drawn))


@register.inclusion_tag("core/_pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any], part: str = "") -> dict[str, Any]:
    """Lead through the pages of a list; filters and order stay in the addresses.

    ``part``: where the list begins, on a page that begins with something else.
    """
    query = context["request"].GET.copy()
    place = f"#{part}" if part else ""

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}{place}"

    return {
        "page": page,
        "numbers": [(number, number and address(number)) for number in page.numbers()],
        "previous": page.has_previous and address(page.number - 1),
        "next": page.has_next and address(page.number + 1),
    }
