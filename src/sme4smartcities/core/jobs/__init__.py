"""Background work: a task is declared once, here; which engine runs it is a setting."""

from sme4smartcities.core.jobs.tasks import Task, task

__all__ = ["Task", "task"]
