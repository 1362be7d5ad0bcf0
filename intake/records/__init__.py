"""What is remembered: the store, the archive, the register."""
