"""Take every permission check away, one at a time, and count how many the permission table notices."""

import argparse
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./bench mutation", description=__doc__)
    parser.add_argument("-k", default="", help="only mutants whose name holds this")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-n",
            "2",
            "tests/security/mutation_run.py",
        ]
        command += ["-o", "python_files=mutation_run.py", f"--junitxml={report}"]
        subprocess.run([*command, *(["-k", options.k] if options.k else [])], cwd=ROOT)
        # Our own report, written a moment ago by pytest.
        cases = list(ET.parse(report).getroot().iter("testcase"))
    alive = [case.attrib["name"] for case in cases if len(case)]
    print(f"{len(cases) - len(alive)} of {len(cases)} removed checks were noticed")
    for name in alive:
        print(f"  not noticed: {name}")
    if options.json:
        options.json.write_text(json.dumps({"mutants": len(cases), "alive": alive}, indent=1))
    return int(bool(alive))
