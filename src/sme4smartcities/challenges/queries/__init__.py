"""What others may ask of challenges."""
