"""Challenges: what a city needs solved, written down well, asked about in public, kept in versions."""
