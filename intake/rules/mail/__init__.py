"""What the headers of a message say, and whether it may be answered."""
