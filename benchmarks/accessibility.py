"""Look at every page with axe-core, in six languages, light and dark, wide and narrow.

The short form takes the combinations pairwise, as ./test does; the exhaustive one takes them all.
"""

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks._report import Figure, Report, parser
from benchmarks._server import ROOT, environment

RUN = ("-m", "pytest", "-q", "-n", "2", "-m", "browser", "--no-header", "tests/journeys")


def main(argv: list[str]) -> int:
    options = parser("accessibility", __doc__)
    options.add_argument("-k", default="axe or every_page", help="which tests, as pytest selects")
    asked = options.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        file = Path(folder) / "report.xml"
        env = environment({"SME4SC_FULL": "1"} if asked.full else {})
        command = [sys.executable, *RUN, f"--junitxml={file}", "-k", asked.k]
        subprocess.run(command, cwd=ROOT, env=env)
        # Our own report, written a moment ago by pytest.
        cases = list(ET.parse(file).getroot().iter("testcase"))
    failed = [case.attrib["name"] for case in cases if len(case)]
    report = Report(
        name="accessibility",
        against="the rules of axe-core, on every page of the demonstration in Chromium",
        rows=f"{len(cases)} tests of pages",
        how="every combination" if asked.full else "combinations pairwise",
        figures=[
            Figure(what="tests of pages", measured=len(cases), at_least=1),
            Figure(
                what="tests that found something",
                measured=len(failed),
                at_most=0,
                details={"failed": failed},
            ),
        ],
    )
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
