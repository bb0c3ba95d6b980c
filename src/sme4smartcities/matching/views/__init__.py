"""Pages of matching: the market of a challenge, lists, single matches, and what members tell."""
