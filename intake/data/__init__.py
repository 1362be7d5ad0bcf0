"""What ships with the program: municipalities, wordings, templates, calls, the sample mailbox."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parent.parent


def shipped(name: str) -> Path:
    """Return where *name* ("templates", "calls", "municipalities.csv" …) lies.

    In an installed package everything lies beside this module; in a checkout `templates/`, `calls/` and
    `config.toml` stand at the top.
    """
    inside = _HERE / name
    return inside if inside.exists() else _CHECKOUT / name
