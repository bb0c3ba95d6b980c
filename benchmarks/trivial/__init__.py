"""The yardstick: a Django project that answers "ok" and does nothing else."""
