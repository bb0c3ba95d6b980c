"""Serve pages with gunicorn: one process with threads on one machine, more where asked."""

from typing import Any

from gunicorn.app.base import BaseApplication

from sme4smartcities.config.doorkeeper import Doorkeeper
from sme4smartcities.config.logs import ServerLog
from sme4smartcities.core.memory import settle_before_fork


class Server(BaseApplication):
    """gunicorn with this platform's application and limits."""

    def __init__(self, *, bind: str, workers: int = 1, threads: int = 6, **options: Any) -> None:
        self.options = {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": Doorkeeper,
            "worker_connections": 400,
            "preload_app": True,
            "timeout": 60,
            "graceful_timeout": 10,
            "keepalive": 5,
            "limit_request_line": 8190,
            "limit_request_fields": 100,
            "loglevel": "warning",
            "logger_class": ServerLog,
            "control_socket_disable": True,
            **options,
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        """Load all that requests will need, before the processes that share it are forked."""
        from sme4smartcities.config.ahead import read_ahead  # noqa: PLC0415 (after settings)
        from sme4smartcities.config.wsgi import application  # noqa: PLC0415

        read_ahead()
        settle_before_fork()
        return application
