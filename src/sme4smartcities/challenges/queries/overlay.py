"""Lay what is being typed over what is saved, so that it can be checked before it is saved."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import replace
from decimal import Decimal
from typing import Any, Protocol

from sme4smartcities.challenges.models import Measure
from sme4smartcities.challenges.queries.checking import Weighed
from sme4smartcities.core.translated import with_text
from sme4smartcities.vocabularies.models import Term


class Figure(Protocol):
    @property
    def baseline(self) -> Decimal | None: ...

    @property
    def target(self) -> Decimal | None: ...

    @property
    def source(self) -> str: ...


class Typed(Protocol):
    """What a form has read: see ``services.Edit``."""

    @property
    def language(self) -> str: ...

    @property
    def texts(self) -> Mapping[str, str]: ...

    @property
    def values(self) -> Mapping[str, Any]: ...

    @property
    def terms(self) -> Mapping[str, Sequence[Term]]: ...

    @property
    def measures(self) -> Sequence[Figure] | None: ...


def laid_over(held: Weighed, typed: Typed) -> Weighed:
    """Give the challenge as it would be; nothing is written."""
    row = copy(held.row)
    for name, text in typed.texts.items():
        setattr(row, name, with_text(getattr(row, name), typed.language, text))
    for name, value in typed.values.items():
        setattr(row, name, value)
    measures = held.measures
    if typed.measures is not None:
        measures = [
            Measure(baseline=one.baseline, target=one.target, source=one.source)
            for one in typed.measures
        ]
    return replace(held, row=row, terms={**held.terms, **typed.terms}, measures=measures)
