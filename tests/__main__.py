"""Run the suite on SQLite, then on PostgreSQL, then in the browser; name at the end what is missing.

Arguments go to pytest. With CI=true a missing part is a failure.
"""

import os
import shutil
import subprocess
import sys
import time

from tests import postgresql

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
NOTHING_COLLECTED = 5


def run(title: str, *marks: str, env: dict[str, str], args: list[str], missing: list[str]) -> int:
    """Run pytest once; give its exit code, 0 when the arguments select nothing here."""
    print(f"\n=== {title} ===", flush=True)
    started = time.monotonic()
    # Neighbours, which share what a module makes, stay in one process until the other has none left.
    spread = ("-n", "2", "--dist", "worksteal")
    command = [sys.executable, "-m", "pytest", *spread, "-m", " and ".join(marks), *args]
    notes = {"SME4SC_MISSING": "; ".join(missing)}
    code = subprocess.run(command, env={**os.environ, **env, **notes}).returncode
    print(f"    {title}: {time.monotonic() - started:.0f} s", flush=True)
    return 0 if code == NOTHING_COLLECTED else code


def main(args: list[str]) -> int:
    missing: list[str] = []
    chromium = next((path for path in CHROMIUM if os.path.exists(path)), None)
    if chromium is None:
        missing.append("browser tests: install Debian's chromium")
    if not shutil.which("redis-server"):
        missing.append("Redis test: install Debian's redis-server")
    if not postgresql.available():
        missing.append("PostgreSQL tests: install Debian's postgresql")
    codes = []
    if postgresql.available():
        with postgresql.server() as url:
            codes.append(
                run(
                    "PostgreSQL",
                    "not browser",
                    "not once",
                    env={"SME4SC_DATABASE_URL": url},
                    args=args,
                    missing=[],
                )
            )
    if chromium:
        env = {"SME4SC_CHROMIUM": chromium}
        codes.append(run("Browser", "browser", env=env, args=args, missing=[]))
    codes.append(run("SQLite", "not browser", "not postgresql", env={}, args=args, missing=missing))
    failed = any(codes) or (bool(missing) and os.environ.get("CI") == "true")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
