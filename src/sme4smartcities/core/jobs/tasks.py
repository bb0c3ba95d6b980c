"""What a task is: a function of JSON arguments that a worker runs later, at least once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ParamSpec, Self, TypeVar, cast, overload

from django_tasks import base

P = ParamSpec("P")
T = TypeVar("T")

QUICK = "default"  # what takes milliseconds: indexing, counting, passing on
SLOW = "slow"  # what waits for others or computes long: mail, fetching, exports


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(base.Task[P, T]):
    """A task of the Django Tasks API with three promises more.

    ``key``: while a job of this task with this key waits, another one is not added; the waiting
    one will see everything that is committed before it starts.
    ``series``: jobs of one series run one after another, in the order of their enqueueing.
    ``atomic``: the function runs inside the transaction that marks the job as done, so its writes
    happen exactly once, whatever is killed. Such a function touches nothing but the database and
    takes less than 100 ms. Every other function must bear being run again.
    """

    key: str = ""
    series: str = ""
    atomic: bool = False

    def keyed(self, key: str) -> Self:
        return replace(self, key=key)

    def in_series(self, series: str) -> Self:
        return replace(self, series=series)


@overload
def task(function: Callable[P, T], /) -> Task[P, T]: ...
@overload
def task(
    *, queue_name: str = QUICK, priority: int = 0, atomic: bool = False
) -> Callable[[Callable[P, T]], Task[P, T]]: ...
def task(function: Callable[..., Any] | None = None, /, **options: Any) -> Any:
    """Make a module's function a task; ``f.enqueue(…)`` belongs to the caller's transaction.

    Arguments are numbers and codes: they are kept in plain sight for days, and know no erasure.
    """
    if function is not None:
        return base.task(function)
    return cast(Any, base.task)(**options)
