"""Which cluster was chosen."""
