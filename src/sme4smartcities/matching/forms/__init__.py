"""What people type for matching."""
