"""The form as a whole: what it is, what is none of it, and its reading from beginning to end."""
