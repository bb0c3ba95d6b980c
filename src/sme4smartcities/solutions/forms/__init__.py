"""What owners write."""
