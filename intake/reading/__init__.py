"""From bytes to what was written."""
