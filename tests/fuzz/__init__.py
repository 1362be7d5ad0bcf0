"""Fuzzing: each reader on files that nobody would write, for a bounded time (make fuzz)."""
