"""Take one permission check away at a time: every policy, every row filter, every door."""

import contextlib
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import models

import sme4smartcities
from sme4smartcities.core import features
from sme4smartcities.core.access import Access


@dataclass(frozen=True)
class Mutant:
    """A house with one check gone; ``app`` is the feature whose table must notice."""

    name: str
    app: str
    apply: Callable[[], contextlib.AbstractContextManager[None]]


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(sme4smartcities.__path__, "sme4smartcities."):
        if ".policies" in found.name and ".core." not in found.name:
            yield importlib.import_module(found.name)


@contextlib.contextmanager
def _everywhere(original: Any, replacement: Any) -> Iterator[None]:
    """Replace a function under every name by which a module of ours holds it."""
    held = [
        (module, name)
        for module in list(sys.modules.values())
        if getattr(module, "__name__", "").startswith("sme4smartcities.")
        for name, value in list(vars(module).items())
        if value is original
    ]
    for module, name in held:
        setattr(module, name, replacement)
    try:
        yield
    finally:
        for module, name in held:
            setattr(module, name, original)


@contextlib.contextmanager
def _method(owner: type, name: str, replacement: Any) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, replacement)
    try:
        yield
    finally:
        setattr(owner, name, original)


@contextlib.contextmanager
def _open_door(address: str) -> Iterator[None]:
    original = features.access_table
    opened = {**original(), address: Access.PUBLIC}
    with _everywhere(original, lambda: opened):
        yield


def policies() -> Iterator[Mutant]:
    """Every ``may_…`` says yes."""
    for module in _modules():
        app = module.__name__.split(".")[1]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and name.startswith("may_"):
                yield Mutant(
                    f"{app}.{name}",
                    app,
                    lambda f=function: _everywhere(f, lambda *a, **k: True),  # type: ignore[misc]
                )


def filters() -> Iterator[Mutant]:
    """Every ``visible_to`` shows all rows."""
    for model in apps.get_models():
        queryset: Any = getattr(model._default_manager, "_queryset_class", models.QuerySet)
        if hasattr(queryset, "visible_to") and "sme4smartcities" in queryset.__module__:
            yield Mutant(
                f"{model._meta.label}.visible_to",
                model.__module__.split(".")[1],
                lambda q=queryset: _method(q, "visible_to", lambda self, actor: self.all()),  # type: ignore[misc]
            )


def doors() -> Iterator[Mutant]:
    """Every address that is not public becomes so."""
    for feature in features.all_features():
        for address, level in feature.access.items():
            if level is not Access.PUBLIC:
                yield Mutant(f"door {address}", feature.slug, lambda a=address: _open_door(a))  # type: ignore[misc]


def mutants() -> list[Mutant]:
    return [*policies(), *filters(), *doors()]
