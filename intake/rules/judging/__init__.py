"""What a message and its form amount to: its outcome, its status, its findings."""
