"""Contacts who are no members come in as a table, under the same rules as by hand."""
