"""What somebody has typed into a section and not saved: kept for that person alone until it has served."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.utils.datastructures import MultiValueDict

MOST_TYPED = 60_000
MOST_CHOSEN = 200
_number = re.compile("[0-9]{1,9}")


class Draft(models.Model):
    """A room adds of what it is, and whose (``member``)."""

    section = models.CharField(max_length=20)  # where texts have languages, one for each: see slot
    data = models.JSONField(default=dict)  # field → what stands in it
    revision = models.PositiveIntegerField()  # the revision on screen when writing began
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def initial(self) -> dict[str, Any]:
        """Give what stands in a form that goes on with this draft."""
        return {**self.data, "revision": self.revision}


D = TypeVar("D", bound=Draft)


def kept(
    drafts: "models.Manager[D]",
    *,
    member: models.Model,
    section: str,
    data: Mapping[str, Any],
    revision: int,
) -> D:
    """Keep what a member typed in the place of what was kept before; the caller has asked whether
    the member may."""
    draft, _new = drafts.update_or_create(
        member=member, section=section, defaults={"data": dict(data), "revision": revision}
    )
    return draft


def slot(section: str, language: str) -> str:
    """Name the draft of a section that is written language by language."""
    return f"{section}-{language}"


def sections_of(slots: models.QuerySet[Any, Any]) -> set[str]:
    """Give the sections, in whichever language, of which there are drafts."""
    return {held.partition("-")[0] for held in slots.values_list("section", flat=True)}


def typed(form: forms.Form, sent: MultiValueDict[str, Any], revision: int) -> dict[str, Any]:
    """Read what stands in the fields, whether or not it could be saved: data and revision of a draft.

    ``revision`` holds where the page sent none.
    """
    told = sent.get("revision", "")
    return {
        "data": {name: _typed(form, sent, name) for name in form.fields if name != "revision"},
        "revision": int(told) if _number.fullmatch(told) else revision,
    }


def _typed(form: forms.Form, sent: MultiValueDict[str, Any], name: str) -> Any:
    if getattr(form.fields[name].widget, "allow_multiple_selected", False):
        return [text.replace("\0", "")[:200] for text in sent.getlist(name)[:MOST_CHOSEN]]
    return sent.get(name, "").replace("\0", "")[:MOST_TYPED]
