"""Turn an address, or its absence, into Django's words for the engine that keeps the data."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def sqlite(path: Path | str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: an acknowledged row survives a power cut; measured in docs/decisions/0003.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-2000; PRAGMA mmap_size=16777216; PRAGMA temp_store=MEMORY"
            ),
        },
    }


def postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            "SME4SC_DATABASE_URL: write postgresql://user:password@host/name"
        )
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "sme4smartcities.core.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # Our queries are short: starting a compiler or a worker takes longer than they do.
        "OPTIONS": {"options": "-c jit=off -c max_parallel_workers_per_gather=0"},
    }


def cache(url: str, name: str, folder: Path) -> dict[str, object]:
    """Redis where the operator names one; else a file that all processes of this machine share."""
    place, engine = str(folder / f"{name}.sqlite3"), "sme4smartcities.core.cache.SqliteCache"
    if url:
        place, engine = url, "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": engine, "LOCATION": place, "KEY_PREFIX": name}


def jobs(name: str) -> dict[str, object]:
    """The engine of background work: our own table, or Procrastinate for workers on many hosts."""
    engine = {
        "database": "sme4smartcities.core.jobs.database.DatabaseEngine",
        "procrastinate": "sme4smartcities.core.jobs.procrastinate_engine.ProcrastinateEngine",
    }[name]
    return {"BACKEND": engine, "QUEUES": ["default", "slow", "meaning"]}
