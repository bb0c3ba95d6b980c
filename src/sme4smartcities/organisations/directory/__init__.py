"""The directory: what organisations are found by words, facets and places, counted and drawn."""
