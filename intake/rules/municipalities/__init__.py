"""Which local self-government a text names."""
