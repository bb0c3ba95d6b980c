"""Run one benchmark by name: python -m benchmarks NAME [arguments]; ``full`` runs them all."""

import importlib
import pkgutil
import sys

import benchmarks


def names() -> list[str]:
    own = pkgutil.iter_modules(benchmarks.__path__)
    return sorted(m.name for m in own if not m.name.startswith("_") and not m.ispkg)


def _run(name: str, argv: list[str]) -> int:
    return int(importlib.import_module(f"benchmarks.{name}").main(argv) or 0)


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in [*names(), "full"]:
        print("Usage: ./bench NAME [--json FILE]\nNames: " + ", ".join([*names(), "full"]))
        return 2
    if argv[0] != "full":
        return _run(argv[0], argv[1:])
    codes = []
    for name in names():
        print(f"\n=== {name} ===", flush=True)
        codes.append(_run(name, ["--full"]))
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
