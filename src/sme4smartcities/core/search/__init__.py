"""Search: words analysed once in Python, matched by the database's own index, ranked by us."""
