"""What tagging can be asked."""
