"""Workbooks as places."""
