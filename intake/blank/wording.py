"""The words that a blank form prints besides the call's own, from `wording-form.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from intake.data import shipped
from intake.rules.call import Call, FieldType, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Every text of the file; the file's own comments say what may stand in braces."""

    note: Text
    deadline_day: Text
    deadline_hour: Text
    required: Text
    page: Text
    stamp: Text
    signature: Text
    yes: Text
    no: Text
    sheet: Text
    lists: Text
    wrong: Text
    months: Text
    prompts: Mapping[FieldType, Text]

    @classmethod
    def shipped(cls) -> Wording:
        """Read the texts that ship with the program; KeyError where one is missing."""
        said = tomllib.loads(shipped("wording-form.toml").read_text(encoding="utf-8"))
        prompts = said.pop("prompts")
        texts = {field.name: _text(said[field.name]) for field in fields(cls) if field.name != "prompts"}
        return cls(**texts, prompts={kind: _text(prompts[kind]) for kind in FieldType})

    def prompt(self, kind: FieldType) -> str:
        """Return what stands where an answer of that kind belongs: "[Упишите одговор / Enter your answer]"."""
        return f"[{both(self.prompts[kind])}]"

    def note_of(self, call: Call) -> Text:
        """Return the sentence that says where the form goes, and until when."""
        return Text(
            sr=self.note.sr.format(address=call.address, deadline=_deadline(self, call, "sr-Cyrl")),
            en=self.note.en.format(address=call.address, deadline=_deadline(self, call, "en")),
        )

    def printed(self, call: Call) -> tuple[str, ...]:
        """Return every line that the form prints in places where an answer might stand: none of them is one."""
        return tuple(dict.fromkeys(self._printed(call)))

    def _printed(self, call: Call) -> Iterator[str]:
        yield from map(self.prompt, FieldType)
        for text in (self.note_of(call), self.required, self.stamp, self.signature, *self.prompts.values()):
            yield from (text.sr, text.en, both(text))


def both(text: Text) -> str:
    """Return both languages in one line, or one where they are the same."""
    return text.sr if text.sr == text.en else f"{text.sr} / {text.en}"


def _text(said: Mapping[str, str]) -> Text:
    return Text(sr=said["sr-Cyrl"], en=said["en"])


def _deadline(wording: Wording, call: Call, language: str) -> str:
    """Say the last moment: the day, and the hour where the deadline is not the day's end."""
    local = call.deadline.astimezone(call.zone)
    month = wording.months.in_language(language).split()[local.month - 1]
    day = wording.deadline_day.in_language(language).format(day=local.day, month=month, year=local.year)
    if call.ends_with_the_day:
        return day
    return wording.deadline_hour.in_language(language).format(day=day, hour=f"{local:%H:%M}")
