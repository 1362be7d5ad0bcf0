"""Reads TOML files written by people: typed values by key, and every fault at once."""
