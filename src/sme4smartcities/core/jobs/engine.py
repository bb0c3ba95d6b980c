"""What every engine of background work can do, whichever tables it keeps its jobs in."""

import random
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import Any, cast

from django.utils.module_loading import import_string
from django_tasks import task_backends
from django_tasks.backends.base import BaseTaskBackend

from sme4smartcities.core.jobs.tasks import Task

LONGEST_DELAY = 3600.0  # seconds


@dataclass(frozen=True)
class Patience:
    """How long a silent worker keeps a job, how often a job is tried, and how soon again."""

    lease: float = 6.0
    tries: int = 5
    first_delay: float = 10.0

    def delay(self, attempts: int) -> timedelta:
        """Wait six times longer after each failure, give or take a fifth, so that no herd forms."""
        wait = min(self.first_delay * 6 ** (attempts - 1), LONGEST_DELAY)
        return timedelta(seconds=wait * random.uniform(0.8, 1.2))


@dataclass(frozen=True)
class Figures:
    """The queue at a glance. ``age``: seconds that the oldest due job has waited."""

    waiting: int
    due: int
    running: int
    dead: int
    age: float


@dataclass(frozen=True)
class DeadLetter:
    """A job that used up its tries."""

    id: str
    task: str
    args: Sequence[Any]
    kwargs: dict[str, Any]
    attempts: int
    error: str
    at: datetime | None


class LeaseLost(Exception):
    """The job was given to somebody else meanwhile; what this worker did to it does not count."""


class Engine(BaseTaskBackend):
    """A backend of the Django Tasks API that survives killed workers."""

    task_class = Task
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.patience = Patience(**{k.lower(): v for k, v in self.options.items()})

    @abstractmethod
    def crew(self, stop: Event) -> Sequence[Thread]:
        """Give threads that run jobs; once ``stop`` is set they finish the running one and end."""

    @abstractmethod
    def rescue(self) -> int:
        """Take jobs from workers that fell silent; give how many."""

    @abstractmethod
    def run_due(self) -> int:
        """Run all due jobs here and now, one by one; give how many."""

    @abstractmethod
    def figures(self) -> Figures: ...

    @abstractmethod
    def dead_letters(self, limit: int = 100) -> list[DeadLetter]:
        """Give the newest dead letters first."""

    @abstractmethod
    def retry(self, ids: Sequence[str]) -> int:
        """Let these dead letters start anew, with all their tries; give how many."""

    @abstractmethod
    def troubles(self) -> list[str]:
        """Give the errors of jobs that wait for another try, or for ever."""

    @abstractmethod
    def forget(self, before: datetime) -> int:
        """Delete jobs that were done before this time; give how many. Dead letters stay."""


def engine() -> Engine:
    return cast(Engine, task_backends["default"])


def task_at(path: str) -> Task[..., Any]:
    """Find a task by its path. Raises ImportError when it has left the code."""
    found = import_string(path)
    if not isinstance(found, Task):
        raise ImportError(f"{path} is not a task")
    return found
