"""Every write of matching."""
