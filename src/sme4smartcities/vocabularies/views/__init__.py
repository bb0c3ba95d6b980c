"""The pages of lists, terms, territories and places."""
