"""A programme with its editions, partners and targets."""
