"""Forks workers from a process that has loaded everything, so that a killed one is soon replaced."""

import contextlib
import os
import signal
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Read ``start`` lines; answer each with the process id of a new worker. All end with the input."""
    django.setup()
    workers = []
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not waited for
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            try:
                call_command("worker")
            finally:
                os._exit(1)
        workers.append(child)
        print(child, flush=True)
    for worker in workers:
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


if __name__ == "__main__":
    main()
