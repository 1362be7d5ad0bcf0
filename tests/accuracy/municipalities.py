"""Applicants' names as they write them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from accuracy.choices import Pen
from accuracy.paper import Script
from accuracy.scripts import written
from corpora import DATA, ROOT


@dataclass(frozen=True, slots=True)
class Place:
    """The written name of a unit: its id, and a finding's code where a person must look."""

    written: str
    id: str | None
    code: str = ""


@cache
def units() -> tuple[Mapping[str, str], ...]:
    """The local self-governments of Republika Srpska."""
    with (ROOT / "intake" / "data" / "municipalities.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


@cache
def odd_places() -> tuple[Place, ...]:
    """Spellings that were collected, with what is meant; those that are only nice to have are left out."""
    records = [json.loads(one) for one in (DATA / "names.jsonl").read_text(encoding="utf-8").splitlines()]
    said = (r for r in records if not r.get("optional") and len(r["written"].strip()) > 2 and not _is_filler(r))
    return tuple(_odd(r) for r in said)


def _is_filler(record: Mapping[str, str]) -> bool:
    """Tell whether nothing was written: that is missing, and no person need look."""
    return record.get("note") in ("blank form line", "placeholder text")


def _odd(record: Mapping[str, str]) -> Place:
    if record["expect"] == "match":  # a shared or former name is recognised; that a person looks does not hold it up
        own = record["id"].startswith("srp-")
        return Place(record["written"], record["id"], "" if own else "review")
    return Place(record["written"], None, "review")


def place(pen: Pen) -> Place:
    """A municipality as its own office writes it, now and then as others do."""
    if pen.rnd.random() < 0.3:
        return pen.rnd.choice(odd_places())
    shared = ("srp-kupres", "srp-trnovo", "srp-novi-grad", "srp-pale", "srp-petrovac", "srp-foca")
    unit = pen.rnd.choice([u for u in units() if u["id"] not in shared])
    name = unit["name_cyrl"]
    kind = {"city": "Град"}.get(unit["type"], "Општина")
    if pen.script is Script.ENGLISH:
        return Place(pen.rnd.choice((unit["name_en"], unit["name_latn"])), unit["id"])
    said = pen.rnd.choice(
        (
            name,
            f"{kind} {name}",
            f"{kind.upper()} {name.upper()}",
            f"{kind} {name}, Република Српска",
            f" {kind}  {name} ",
            f"{kind.lower()} {name}",
        )
    )
    return Place(written(said, pen.script), unit["id"])
