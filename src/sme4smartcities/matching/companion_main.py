"""What the companion does: read a question a line, answer a line, end when nobody asks any more."""

import json
import os
import select
from typing import Any

IDLE = 900  # seconds without a question after which it goes
STEP = 60


def main() -> None:
    """Answer until the other side closes its end, or is silent for long."""
    import django  # noqa: PLC0415 (settings first)

    django.setup()
    from sme4smartcities.core.memory import give_back_early  # noqa: PLC0415
    from sme4smartcities.matching.queries.nearest import near_here  # noqa: PLC0415

    give_back_early()
    from django.db import close_old_connections  # noqa: PLC0415

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints does not reach the other side
    for line in _lines():
        close_old_connections()
        question = json.loads(line)
        number = question.pop("number")
        answers.write(json.dumps({"number": number, "answer": near_here(**question)}) + "\n")
        answers.flush()


def _lines() -> Any:
    held, silent = b"", 0
    while silent < IDLE:
        if not select.select([0], [], [], STEP)[0]:
            silent += STEP
            continue
        part = os.read(0, 65_536)
        if not part:
            return
        held, silent = held + part, 0
        while b"\n" in held:
            line, _, held = held.partition(b"\n")
            yield line


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")
    main()
