"""Filled forms as municipalities send them, made from seeds, with what the export should say of each."""
