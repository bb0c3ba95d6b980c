"""What others may ask of solutions."""
