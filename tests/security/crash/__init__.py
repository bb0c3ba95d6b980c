"""The crash harness: a small feature of its own, run in real processes that are killed at random."""
