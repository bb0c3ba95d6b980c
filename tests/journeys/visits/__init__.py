"""Every page of the platform, in every state worth a look: who opens it, and what was there before.

A module per feature holds ``VISITS``. Each address that answers with a page needs a row
(tests/architecture/test_visits.py); a page with a form needs one that sends it filled wrongly.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.journeys.visits.stage import Stage

Arguments = Callable[[Stage], tuple[Any, ...]]


def nothing(stage: Stage) -> tuple[Any, ...]:
    """Arguments of an address that takes none."""
    return ()


def fixed(*arguments: Any) -> Arguments:
    """Arguments that stand in the content of the house."""
    return lambda stage: arguments


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One look at a page.

    address: the name of the URL. on: makes what the page shows, gives the URL's arguments. query: what
    stands behind the address, given by the stage where it names rows.
    who: "visitor", a role of the demonstration, or any other name for a member who is new.
    sends: typed into the page's form and sent without the browser's own checks; the page that comes
    back is looked at. via: the address that holds this form, if it is another one, so that
    ``address`` only says what is seen in the end. status: what the page looked at answers.
    """

    address: str
    who: str = "visitor"
    on: Arguments = nothing
    query: str | Callable[[Stage], str] = ""
    state: str = ""
    sends: Mapping[str, str] | None = None
    via: str = ""
    status: int = 200

    def asked(self, stage: Stage) -> str:
        return self.query if isinstance(self.query, str) else self.query(stage)

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.address, self.state, self.who) if part)


def visits() -> dict[str, tuple[Visit, ...]]:
    """Give each feature's visits by its name."""
    modules = (module.name for module in pkgutil.iter_modules(__path__) if module.name != "stage")
    return {name: importlib.import_module(f"{__name__}.{name}").VISITS for name in sorted(modules)}
