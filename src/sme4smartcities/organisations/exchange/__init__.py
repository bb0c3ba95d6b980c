"""Organisations come in and go out as tables: CSV, XLSX and JSON that read back unchanged."""
