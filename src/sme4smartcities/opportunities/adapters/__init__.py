"""How each kind of source is read: pure functions from bytes to drafts, run in the child that parses."""
