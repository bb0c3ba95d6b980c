"""What a document may make a parser do."""

import datetime
import os
import re
import socket
import subprocess
from pathlib import Path


def done(act: str) -> object:
    return ACTS[act]()


def compute() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def hold() -> list[bytes]:
    return [bytes(10_000_000) for _ in range(100)]


def sleep() -> None:
    import select  # noqa: PLC0415

    select.select([], [], [], 60)


def answer_with_a_stranger() -> object:
    return Path("/")


ACTS = {
    "day": lambda: {"day": datetime.date(2026, 2, 28), "words": ["a", "ب"]},
    "pid": os.getpid,
    "compute": compute,
    "hold": hold,
    "sleep": sleep,
    "abort": os.abort,
    "fail": lambda: {}["nothing"],
    "stranger": answer_with_a_stranger,
    "reach out": lambda: socket.create_connection(("127.0.0.1", 9)),
    "start": lambda: subprocess.run(["true"]),
    "write": lambda: Path("/tmp/strange").write_text("x"),
    "secrets": lambda: sorted(os.environ),
    "large": lambda: "x" * 70_000_000,
}
