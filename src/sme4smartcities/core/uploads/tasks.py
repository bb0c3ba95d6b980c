"""What is done to files in the background: asking the scanner, sweeping what no row knows."""

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.core.uploads import services
from sme4smartcities.core.uploads.queries import waiting_ids


@task(queue_name=SLOW)
def scan(file_id: int) -> None:
    services.judge(file_id)


@task(queue_name=SLOW)
def scan_waiting() -> int:
    """Ask again for every file that waits, the oldest first."""
    waiting = waiting_ids()
    for file_id in waiting:
        services.judge(file_id)
    return len(waiting)


@task(queue_name=SLOW)
def sweep_files() -> int:
    return services.sweep()
