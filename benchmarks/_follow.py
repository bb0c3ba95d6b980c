"""Let the worker look at every organisation anew: python -m benchmarks._follow FOLDER ANSWER."""

import json
import sys
from pathlib import Path

from benchmarks import data


def follow() -> int:
    from sme4smartcities.organisations.models import Organisation  # noqa: PLC0415 (settings first)
    from sme4smartcities.organisations.tasks import follow_everything  # noqa: PLC0415

    follow_everything.keyed("everybody").enqueue()
    return Organisation.objects.count()


if __name__ == "__main__":
    data.open_house(Path(sys.argv[1]))
    Path(sys.argv[2]).write_text(json.dumps(follow()))
