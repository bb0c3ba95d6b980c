"""Every change to offers, alliances and meetings."""
