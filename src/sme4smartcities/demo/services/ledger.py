"""Remember which content became which row, so that a load goes on where it broke off."""

from collections.abc import Iterable

from django.db import models

from sme4smartcities.core.subjects import Subject
from sme4smartcities.demo.models import Loaded


class Ledger:
    """The keys that are loaded. Every note is written in the transaction of the row it names."""

    def __init__(self) -> None:
        rows = Loaded.objects.values_list("key", "subject_kind", "subject_id")
        self._known = {key: Subject(kind, number) for key, kind, number in rows}

    def __contains__(self, key: str) -> bool:
        return key in self._known

    def __getitem__(self, key: str) -> int:
        """Give the id of the row. Raises KeyError for content that is not loaded."""
        return self._known[key].id

    def of(self, kind: str) -> dict[str, int]:
        """Give name → id of all rows whose key is ``kind:name``."""
        start = f"{kind}:"
        return {
            key.removeprefix(start): subject.id
            for key, subject in self._known.items()
            if key.startswith(start)
        }

    def note(self, key: str, row: models.Model) -> None:
        self.note_all([(key, row)])

    def note_all(self, made: Iterable[tuple[str, models.Model]]) -> None:
        subjects = {key: Subject(row._meta.model_name or "", row.pk) for key, row in made}
        Loaded.objects.bulk_create(
            Loaded(key=key, subject_kind=subject.kind, subject_id=subject.id)
            for key, subject in subjects.items()
        )
        self._known.update(subjects)
