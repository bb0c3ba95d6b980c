"""Take one permission check away at a time: every policy, every row filter, every door."""

import contextlib
import functools
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import resolve

import sme4smartcities
from sme4smartcities.core import features
from sme4smartcities.core.access import Access

Check = Callable[..., Any]
Swap = Callable[[Callable[[Check], Check]], AbstractContextManager[None]]


@dataclass(frozen=True)
class Mutant:
    """A check that can be taken away. ``swap`` puts another function in its place for a while.

    ``door`` is the address that the check guards; policies and filters guard wherever they are asked.
    """

    name: str
    swap: Swap
    without: Callable[[Check], Check]
    door: str = ""

    def applied(self) -> AbstractContextManager[None]:
        return self.swap(self.without)

    def watched(self, note: Callable[[str], None]) -> AbstractContextManager[None]:
        """Leave the check as it is and hear each time it is asked."""

        def hearing(original: Check) -> Check:
            @functools.wraps(original)
            def asked(*args: Any, **kwargs: Any) -> Any:
                note(self.name)
                return original(*args, **kwargs)

            return asked

        return contextlib.nullcontext() if self.door else self.swap(hearing)


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(sme4smartcities.__path__, "sme4smartcities."):
        if ".policies" in found.name and not found.name.endswith("core.policies"):
            yield importlib.import_module(found.name)


@contextlib.contextmanager
def _everywhere(original: Check, change: Callable[[Check], Check]) -> Iterator[None]:
    """Replace a function under every name by which a module of ours holds it.

    Modules that are loaded meanwhile import the replacement: they get the function back as well.
    """
    replacement = change(original)
    _put(original, replacement)
    try:
        yield
    finally:
        _put(replacement, original)


def _put(old: Check, new: Check) -> None:
    for module in list(sys.modules.values()):
        if getattr(module, "__name__", "").startswith("sme4smartcities."):
            for name, value in list(vars(module).items()):
                if value is old:
                    setattr(module, name, new)


@contextlib.contextmanager
def _method(owner: type, name: str, change: Callable[[Check], Check]) -> Iterator[None]:
    original = getattr(owner, name)
    setattr(owner, name, change(original))
    try:
        yield
    finally:
        setattr(owner, name, original)


def policies() -> Iterator[Mutant]:
    """Every rule that says yes or no says yes."""
    for module in _modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and inspect.signature(function).return_annotation is bool:
                yield Mutant(
                    f"{module.__name__.removeprefix('sme4smartcities.')}.{name}",
                    functools.partial(_everywhere, function),
                    lambda original: lambda *args, **kwargs: True,
                )


def filters() -> Iterator[Mutant]:
    """Every ``visible_to`` shows all rows."""
    for model in apps.get_models():
        queryset: Any = getattr(model._default_manager, "_queryset_class", models.QuerySet)
        if hasattr(queryset, "visible_to") and "sme4smartcities" in queryset.__module__:
            yield Mutant(
                f"{model._meta.label}.visible_to",
                functools.partial(_method, queryset, "visible_to"),
                lambda original: lambda self, actor: self.all(),
            )


def doors() -> Iterator[Mutant]:
    """Every address that is not public becomes so."""
    for address, level in features.access_table().items():
        if level is not Access.PUBLIC:
            yield Mutant(
                f"door {address}",
                functools.partial(_everywhere, features.access_table),
                functools.partial(_opening, address),
                door=address,
            )


def _opening(address: str, original: Check) -> Check:
    opened = {**original(), address: Access.PUBLIC}
    return lambda: opened


def all_doors_open() -> AbstractContextManager[None]:
    """Let everybody pass every address, so that what stands behind the doors decides alone."""
    opened = dict.fromkeys(features.access_table(), Access.PUBLIC)
    return _everywhere(features.access_table, lambda original: lambda: opened)


def own_lock_open(path: str) -> AbstractContextManager[None]:
    """Let a view of a library refuse nobody by itself: its ``dispatch`` goes without decorators."""
    view = getattr(resolve(path).func, "view_class", None)
    return _method(view, "dispatch", inspect.unwrap) if view else contextlib.nullcontext()


@contextlib.contextmanager
def only_policies_left() -> Iterator[None]:
    """Open every address and show all rows, so that the rules decide alone."""
    with contextlib.ExitStack() as gone:
        gone.enter_context(all_doors_open())
        for mutant in filters():
            gone.enter_context(mutant.applied())
        yield


@contextlib.contextmanager
def every_check_gone() -> Iterator[None]:
    """Let every rule say yes and every filter show all, so that the doors decide alone."""
    with contextlib.ExitStack() as gone:
        for mutant in [*policies(), *filters()]:
            gone.enter_context(mutant.applied())
        yield


def mutants() -> list[Mutant]:
    return [*policies(), *filters(), *doors()]
