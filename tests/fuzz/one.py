"""Fuzz one target, in this process: `python -m fuzz.one TARGET [libFuzzer's options] FOLDER`, or a file to repeat."""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    """Run until the time is over, or something is found."""
    with atheris.instrument_imports(
        include=["intake.reading", "intake.rules", "pdfminer", "tnefparse", "olefile", "email"]
    ):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - what is imported here is watched
    from fuzz.mutations import mutated  # noqa: PLC0415 - what changes the files is not

    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(
        sys.argv,
        target.run,
        custom_mutator=lambda content, largest, seed: mutated(content, largest, seed, atheris.Mutate),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main()
