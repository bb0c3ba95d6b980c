"""Information material: files come in through the upload door and are open to whom the programme is."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.uploads.kinds import DOCUMENT
from sme4smartcities.core.uploads.models import Audience
from sme4smartcities.core.uploads.services import Upload, accept, discard, open_to
from sme4smartcities.programmes.models import Entry, Material, Programme, State
from sme4smartcities.programmes.policies import may_keep
from sme4smartcities.programmes.services.parts import add_part, change_part
from sme4smartcities.programmes.services.refusals import NOT_YOURS


def audience_of(programme: Programme) -> str:
    """Say who may take the files of a programme: everybody, or whom it concerns."""
    public = programme.state != State.DRAFT and programme.entry == Entry.OPEN
    return Audience.PUBLIC if public else Audience.RESTRICTED


@transaction.atomic
def save_material(
    *,
    actor: Actor,
    material: Material,
    values: Mapping[str, Any],
    upload: Upload | None = None,
    revision: int | None = None,
) -> Material:
    """Add or change information material; a new file takes the place of the one before."""
    programme = material.programme
    require(may_keep(actor, programme), NOT_YOURS)
    changed = dict(values)
    was = material.file
    if upload is not None:
        changed["file"] = accept(
            actor=actor,
            upload=upload,
            kind=DOCUMENT,
            subject=programme.subject,
            audience=audience_of(programme),
        )
    if not changed.get("url") and not changed.get("file", was):
        raise Refused(_("Choose a file, or give the address of a page."))
    saved = _saved(actor, material, changed, revision)
    if was and saved.file_id != was.pk:
        discard(was, actor=actor)
    return saved


def _saved(
    actor: Actor, material: Material, values: Mapping[str, Any], revision: int | None
) -> Material:
    if material.pk:
        return change_part(actor=actor, part=material, values=values, revision=revision)
    for name, value in values.items():
        setattr(material, name, value)
    return add_part(actor=actor, part=material)


def follow_state(*, actor: Actor, programme: Programme) -> None:
    """Open or close the files with their programme, in the caller's transaction."""
    audience = audience_of(programme)
    for row in programme.materials.exclude(file=None).select_related("file"):
        if row.file:
            open_to(actor=actor, file=row.file, audience=audience)
