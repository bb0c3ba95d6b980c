"""The shared kernel: named mechanisms that every feature stands on."""
