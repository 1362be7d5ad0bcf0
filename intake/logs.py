"""Logs: one event name for each thing that happens, to standard error; never the content of a form."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up(*, verbose: bool) -> None:
    """Log warnings and errors, or with *verbose* every step: lines on a terminal, JSON for the journal."""
    people = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if people else structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO if verbose else logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
