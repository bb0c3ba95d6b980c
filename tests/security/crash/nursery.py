"""Forks workers from a process that has loaded everything, so that a killed one is soon replaced."""

import os
import signal
import sys

import django
from django.core.management import call_command


def main() -> None:
    """Read ``start`` lines; answer each with the process id of a new worker. All end with the input."""
    django.setup()
    os.setpgrp()
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
        print(child, flush=True)
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    main()
