"""What is typed about opportunities."""
