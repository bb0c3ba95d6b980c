"""Pages of offers, alliances and meetings."""
