"""The pages of the directory's entries."""
