"""What others may ask of opportunities."""
