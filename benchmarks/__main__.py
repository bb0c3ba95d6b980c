"""Run one measurement by name: python -m benchmarks NAME [arguments]; ``full`` runs them all."""

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
import tempfile
from pathlib import Path

import benchmarks
from benchmarks._report import parser
from benchmarks._server import ROOT, environment


def names() -> list[str]:
    own = pkgutil.iter_modules(benchmarks.__path__)
    return sorted(m.name for m in own if not m.name.startswith("_") and not m.ispkg)


def about(name: str) -> str:
    """Give a measurement's first sentence, without loading it."""
    source = (Path(__file__).parent / f"{name}.py").read_text()
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


def usage() -> str:
    lines = ["Usage: ./bench NAME [--json FILE] [--full]; ./bench NAME --help says more", ""]
    lines += [f"  {name:14}{about(name)}" for name in names()]
    return "\n".join([*lines, f"  {'full':14}All of these, in their exhaustive forms."])


def full(argv: list[str]) -> int:
    """Run every exhaustive form in a process of its own, whatever becomes of the others."""
    asked = parser("full", "All measurements in their exhaustive forms.").parse_args(argv)
    reports, codes = {}, {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for name in names():
            print(f"\n=== {name} ===", flush=True)
            file = Path(folder) / f"{name}.json"
            command = [sys.executable, "-m", "benchmarks", name, "--full", "--json", str(file)]
            codes[name] = subprocess.run(command, env=environment({}), cwd=ROOT).returncode
            reports[name] = json.loads(file.read_text()) if file.exists() else None
    print("\n=== full ===")
    for name, code in codes.items():
        print(f"  {name:14}{'MISSED' if code else 'kept'}")
    if asked.json:
        asked.json.write_text(json.dumps(reports, indent=1, ensure_ascii=False) + "\n")
    return int(any(codes.values()))


def main(argv: list[str]) -> int:
    if argv[:1] == ["full"]:
        return full(argv[1:])
    if not argv or argv[0] not in names():
        print(usage())
        return 2 if argv else 0
    return int(importlib.import_module(f"benchmarks.{argv[0]}").main(argv[1:]) or 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
