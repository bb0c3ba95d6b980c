"""What people fill in to act on a match."""
