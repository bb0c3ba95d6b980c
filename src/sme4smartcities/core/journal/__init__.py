"""The journal: every fact of the platform, one row each, chained by hashes, never changed."""
