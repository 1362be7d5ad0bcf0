"""Puts intake(1) into the wheel, as share/man/man1/intake.1: a hook of hatch, which builds the wheel."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPage(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the page into build/ and has it taken along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch calls it so
        """Write the page from the tree that is built."""
        page = Path(self.root) / "build" / "intake.1"
        page.parent.mkdir(exist_ok=True)
        subprocess.run([sys.executable, Path(self.root) / "scripts" / "make-man.py", page], check=True)
        build_data["shared_data"][str(page)] = "share/man/man1/intake.1"
