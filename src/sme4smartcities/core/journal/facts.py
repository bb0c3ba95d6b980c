"""What a fact is: something that happened, in the past tense, without names or free text."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

from sme4smartcities.core.subjects import Subject

_kinds: dict[str, type["Fact"]] = {}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Fields are ids, codes, numbers and times; readers look the rest up, through visible_to.

    ``subject_kind`` names what the fact is about; a subclass sets it once.
    """

    subject_kind: ClassVar[str] = ""

    actor_id: int | None
    subject_id: int

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _kinds[cls.name()] = cls

    @classmethod
    def name(cls) -> str:
        return f"{cls.__module__.removesuffix('.facts').rsplit('.', 1)[-1]}.{cls.__name__}"

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)

    def data(self) -> dict[str, Any]:
        """Give the fields beyond actor and subject, as JSON holds them."""
        own = {k: v for k, v in asdict(self).items() if k not in ("actor_id", "subject_id")}
        result: dict[str, Any] = json.loads(json.dumps(own))
        return result


def kind_named(name: str) -> type[Fact] | None:
    return _kinds.get(name)


def rebuild(name: str, *, actor_id: int | None, subject_id: int, data: dict[str, Any]) -> Fact:
    """Make the fact of a journal row again. Raises LookupError when its kind left the code."""
    kind = kind_named(name)
    if kind is None:
        raise LookupError(name)
    known = {f.name for f in fields(kind)}
    return kind(
        actor_id=actor_id,
        subject_id=subject_id,
        **{key: value for key, value in data.items() if key in known},
    )
