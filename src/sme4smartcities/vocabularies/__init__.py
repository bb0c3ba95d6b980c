"""The lists of terms that everything is tagged with, in six languages."""
