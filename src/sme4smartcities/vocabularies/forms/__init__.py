"""What coordinators type about lists, terms, places and territories."""
