"""Builds the real parts from a configuration; the only place that knows them all."""

from intake.wiring.workshop import Secrets, Workshop, now, token

__all__ = ["Secrets", "Workshop", "now", "token"]
