"""What was answered: texts, members, statements, and what questions in unknown words ask."""
