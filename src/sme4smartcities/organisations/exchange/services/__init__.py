"""Every write of tables on their way in and out."""
