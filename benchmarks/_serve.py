"""Serve any WSGI application as ./run serves the platform: python -m benchmarks._serve PORT MODULE."""

import importlib
import sys
from typing import Any

from sme4smartcities.config.server import Server


class Measured(Server):
    """The platform's own server, with the application of a named module in it."""

    def __init__(self, module: str, **options: Any) -> None:
        self.module = module
        super().__init__(**options)

    def load(self) -> Any:
        return importlib.import_module(self.module).application


if __name__ == "__main__":
    Measured(sys.argv[2], bind=f"127.0.0.1:{sys.argv[1]}").run()
