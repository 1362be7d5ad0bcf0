"""The commands, as they are typed: parse, call, exit code."""

from intake.cli.app import commands, main

__all__ = ["commands", "main"]
