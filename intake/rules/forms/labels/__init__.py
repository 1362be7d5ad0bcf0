"""Which texts of a form ask something, and what."""
