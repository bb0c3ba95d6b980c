"""The pages on which tables come in and go out."""
