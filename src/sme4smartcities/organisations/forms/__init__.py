"""What people type about organisations, checked before a service hears of it."""
