"""References, pictures and films: added, changed and removed by the owners of the solution they hang on."""

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.uploads.kinds import IMAGE
from sme4smartcities.core.uploads.services import Upload, accept, discard
from sme4smartcities.programmes.services.revising import revise
from sme4smartcities.solutions.facts import PartKept, PartRemoved
from sme4smartcities.solutions.models import Film, Picture, Reference, Solution
from sme4smartcities.solutions.services.files import audience_of
from sme4smartcities.solutions.services.refusals import OTHER_LAYER
from sme4smartcities.solutions.services.solutions import opened

P = TypeVar("P", Reference, Picture, Film)
MOST = 60  # references of one solution, as many pictures, as many films


@transaction.atomic
def save_part(
    *, actor: Actor, part: P, values: Mapping[str, Any], revision: int | None = None
) -> P:
    """Add a part that was made with its solution, or change one. Raises Stale."""
    solution = opened(actor, part.solution)
    model = type(part)
    new = part.pk is None
    if new and model._default_manager.filter(solution=solution).count() >= MOST:
        raise Refused(_("There is room for %(most)s of them.") % {"most": MOST})
    row = part if new else cast(P, model._default_manager.select_for_update().get(pk=part.pk))
    revise(row, values, revision)
    _fits(row, solution)
    row.full_clean()
    row.save()
    record(
        PartKept(
            actor_id=actor.pk,
            subject_id=solution.pk,
            part=model._meta.model_name or "",
            part_id=row.pk,
            new=new,
        )
    )
    return row


def _fits(row: Reference | Picture | Film, solution: Solution) -> None:
    named = getattr(row, "organisation", None)
    if named is not None and named.layer != solution.layer:
        raise Refused(OTHER_LAYER)


@transaction.atomic
def save_picture(
    *,
    actor: Actor,
    picture: Picture,
    values: Mapping[str, Any],
    upload: Upload | None = None,
    revision: int | None = None,
) -> Picture:
    """Add or change a picture; a new file takes the place of the one before."""
    solution = opened(actor, picture.solution)
    was = picture.file if picture.pk else None
    changed = dict(values)
    if upload is not None:
        changed["file"] = accept(
            actor=actor,
            upload=upload,
            kind=IMAGE,
            subject=solution.subject,
            audience=audience_of(solution),
        )
    elif was is None:
        raise Refused(_("Choose a picture."))
    saved = save_part(actor=actor, part=picture, values=changed, revision=revision)
    if was and saved.file_id != was.pk:
        discard(was, actor=actor)
    return saved


@transaction.atomic
def remove_part(*, actor: Actor, part: Reference | Picture | Film) -> None:
    solution = opened(actor, part.solution)
    number, file = part.pk, getattr(part, "file", None)
    part.delete()
    if file:
        discard(file, actor=actor)
    record(
        PartRemoved(
            actor_id=actor.pk,
            subject_id=solution.pk,
            part=part._meta.model_name or "",
            part_id=number,
        )
    )
