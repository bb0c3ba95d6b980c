"""What programmes do by themselves, day by day."""

from sme4smartcities.core.jobs import task
from sme4smartcities.programmes.services.enquiries import forget_enquiries


@task
def let_old_enquiries_go() -> None:
    while forget_enquiries():
        pass
