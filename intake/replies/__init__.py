"""What is answered: letters, the outbox, their delivery."""
