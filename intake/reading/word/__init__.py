"""Word documents as places."""
