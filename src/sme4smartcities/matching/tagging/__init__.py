"""Terms that a text seems to speak of: suggested after the fact, confirmed or refused by a person."""
