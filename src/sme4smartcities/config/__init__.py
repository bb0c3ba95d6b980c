"""How the platform is put together: settings, root addresses, the start of each process."""
