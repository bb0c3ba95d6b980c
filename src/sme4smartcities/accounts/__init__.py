"""Members: who they are, how they sign in, what roles they hold, what is kept about them."""
