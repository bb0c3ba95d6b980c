"""Pages over many features: home, the desk, the manual, legal pages."""
