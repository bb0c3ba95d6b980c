"""Acting on a match: offers of help and their answers, alliances, meetings."""
