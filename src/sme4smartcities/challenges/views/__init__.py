"""Pages of challenges: what everybody reads, and the Studio in which they are written."""
