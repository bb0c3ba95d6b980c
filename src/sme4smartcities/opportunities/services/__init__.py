"""Every change to opportunities."""
