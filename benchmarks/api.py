"""Call every operation of the API with made-up values, as visitor, member and coordinator.

Counted are answers that are server errors and answers that break the specification: undeclared
statuses, content types, headers, bodies that do not fit, wrong values that were taken.
"""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

EXAMPLES, FULL = 10, 60  # right values of each operation and caller; as many wrong ones


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bench api", description=__doc__)
    parser.add_argument("--examples", type=int)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(
            SME4SC_MODE="local",
            SME4SC_DATA=folder,
            SME4SC_LOG_LEVEL="CRITICAL",
            DJANGO_SETTINGS_MODULE="sme4smartcities.config.settings",
        )
        return _measure(options.examples or (FULL if options.full else EXAMPLES), options.json)


def _measure(examples: int, report: Path | None) -> int:
    import django  # noqa: PLC0415 (after the environment)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from tests.security import fuzzing  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    tally, started, operations = fuzzing.Tally(), time.monotonic(), 0
    with fuzzing.alone():
        world = fuzzing.make_world()
        for operation in fuzzing.operations():
            operations += 1
            for caller in fuzzing.CALLERS:
                fuzzing.fuzz(world, operation, caller, examples, tally)
    breaks = len(tally.faults) - tally.server_errors
    print(
        f"{operations} operations as {', '.join(fuzzing.CALLERS)}: {tally.calls} calls in "
        f"{time.monotonic() - started:.0f} s, {tally.server_errors} server errors, "
        f"{breaks} breaks of the specification"
    )
    print("answers: " + ", ".join(f"{k} × {v}" for k, v in sorted(tally.statuses.items())))
    for line in tally.told():
        print(line)
    if report:
        found = {"calls": tally.calls, "answers": tally.statuses, "faults": tally.told()}
        report.write_text(json.dumps({"operations": operations, **found}, indent=1))
    return int(bool(tally.faults))
