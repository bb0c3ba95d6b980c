"""``run``: the whole platform on one machine, for trying it out or for one small programme."""

import argparse
import os
import signal
import socket
import sys
import time
from pathlib import Path

MODES = ("demo", "local")


def _arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    parser.add_argument("--data", type=Path, default=Path("data"), help="folder of all data")
    parser.add_argument("--empty", action="store_true", help="start without the demo programme")
    parser.add_argument(
        "--coordinator", metavar="E-MAIL", help="make this the address of a coordinator"
    )
    parser.add_argument(
        "--sign-ins",
        action="store_true",
        help="print sign-ins and codes of the moment, start nothing",
    )
    return parser.parse_args(argv)


def _stop(sentence: str) -> None:
    print(sentence, file=sys.stderr)
    raise SystemExit(1)


def _claim_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            _stop(
                f"Port {port} is not free. Choose another one: ./run --port {min(port, 65000) + 1}"
            )


def _mode(data: Path, empty: bool) -> str:
    """Keep what the folder was first started as, so that no demo enters a real folder."""
    marker = data / "mode"
    try:
        data.mkdir(parents=True, exist_ok=True)
        if not marker.exists():
            marker.write_text(MODES[int(empty)])
        return marker.read_text().strip()
    except OSError as error:
        _stop(
            f"The folder {data} cannot be written ({error.strerror}). Choose another one: ./run --data DIR"
        )
        raise


def prepare(argv: list[str]) -> argparse.Namespace:
    """Turn the arguments into settings; nothing of Django is loaded before."""
    options = _arguments(argv)
    options.data = options.data.expanduser().resolve()
    if not options.sign_ins:
        _claim_port(options.port)
    elif not (options.data / "mode").exists():
        _stop(
            f"Nothing was started in {options.data} yet. Name its folder: ./run --sign-ins --data DIR"
        )
    mode = _mode(options.data, options.empty)
    os.environ.update(
        SME4SC_MODE=mode,
        SME4SC_DATA=str(options.data),
        SME4SC_BASE_URL=f"http://localhost:{options.port}",
        DJANGO_SETTINGS_MODULE="sme4smartcities.config.settings",
    )
    return options


def main(argv: list[str]) -> None:
    """Prepare the data folder, say where everything is, and serve until told to stop."""
    started = time.monotonic()
    options = prepare(argv)

    import django  # noqa: PLC0415 (the arguments decide the settings)

    django.setup()

    from sme4smartcities.config import start  # noqa: PLC0415

    if options.sign_ins:
        print("\n".join(start.sign_ins() or ["Only a demonstration has sign-ins to print."]))
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        start.prepare(print)
        if options.coordinator:
            start.make_coordinator(options.coordinator, print)
        start.serve(f"127.0.0.1:{options.port}", print, started=started)
    except KeyboardInterrupt:
        print("Stopped.")
