"""What forms ask alike whoever publishes the call: a call names such a field, and its usual wordings are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from intake.rules.call import Call, Field


class UsualWordings(NamedTuple):
    """How a field is usually asked for, beside its label; as in a call file."""

    aliases: tuple[str, ...]
    asks: tuple[str, ...]


def questions_of(words: Mapping[str, Any]) -> dict[str, UsualWordings]:
    """Return the tables of `questions.toml` by the id of the field; KeyError where a list is missing."""
    return {id_: UsualWordings(tuple(own["aliases"]), tuple(own["asks"])) for id_, own in words.items()}


def with_usual_wordings(call: Call, questions: Mapping[str, UsualWordings]) -> Call:
    """Return the call with what is usual besides what it says itself."""
    return replace(call, fields=tuple(_with_usual(field, questions.get(field.id)) for field in call.fields))


def _with_usual(field: Field, usual: UsualWordings | None) -> Field:
    if usual is None:
        return field
    return field._replace(aliases=field.aliases + usual.aliases, asks=field.asks + usual.asks)
