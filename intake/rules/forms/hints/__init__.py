"""What a form prints to say how to answer, and is no answer."""
