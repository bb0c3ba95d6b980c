"""The catalogue of what companies offer cities: what it does, how ripe it is, who used it."""
