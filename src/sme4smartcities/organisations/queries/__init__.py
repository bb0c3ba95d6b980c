"""Every read of the directory."""
