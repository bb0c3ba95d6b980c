"""Who may see a file: everybody, members, or whom the feature it belongs to lets in."""

from collections.abc import Callable

from sme4smartcities.core.features import all_features
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.core.uploads.models import Audience, State, StoredFile


def may_read(actor: Actor, file: StoredFile) -> bool:
    """A file that was not checked is for nobody; one whose feature says nothing stays closed."""
    if file.state != State.READY:
        return False
    if file.audience == Audience.PUBLIC or actor is SYSTEM:
        return True
    if not actor.is_authenticated:
        return False
    reader = _reader(file.subject_kind)
    if reader is None:
        return file.audience == Audience.MEMBERS
    return reader(actor, file.subject_id)


def _reader(kind: str) -> Callable[[Actor, int], bool] | None:
    for feature in all_features():
        if kind in feature.file_readers:
            return feature.file_readers[kind]
    return None
