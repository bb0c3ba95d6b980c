"""What challenges do by themselves: owners hear again of questions that wait."""

from sme4smartcities.challenges.services import remind_owners
from sme4smartcities.core.jobs import task


@task
def remind_of_questions() -> None:
    while remind_owners():
        pass
