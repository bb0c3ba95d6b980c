"""Every change to suggestions."""
