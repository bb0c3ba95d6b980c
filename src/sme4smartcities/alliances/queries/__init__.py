"""What readers see of offers, alliances and meetings."""
