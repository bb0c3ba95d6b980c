"""Django's backend for PostgreSQL, which does not ask a busy connection whether it is alive."""
