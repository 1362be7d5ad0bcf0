"""Writes the blank, fillable form of a call."""
