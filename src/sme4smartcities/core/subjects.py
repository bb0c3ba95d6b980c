"""Name any object of the platform by kind and id, so that a thing can hang on any other."""

from typing import Any, NamedTuple


class Subject(NamedTuple):
    """A pointer that needs no foreign key: ``organisation:5``."""

    kind: str
    id: int

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Subject":
        """Read ``kind:id``. Raises ValueError on anything else."""
        kind, _, number = text.partition(":")
        if not kind.isidentifier() or not number.isascii() or not number.isdigit():
            raise ValueError(f"Not a subject: {text[:80]!r}")
        return cls(kind, int(number))


PLATFORM = Subject("platform", 0)


class SubjectModel:
    """A model whose rows can be pointed at; the kind is the model's lower-case name.

    A plain mixin, not an abstract model: it adds no column, and the type checker's Django plugin
    loses its way in abstract models outside an app's models module.
    """

    _meta: Any
    pk: Any

    @property
    def subject(self) -> Subject:
        return Subject(self._meta.model_name, self.pk)
