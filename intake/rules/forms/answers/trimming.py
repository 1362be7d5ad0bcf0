"""An answer without what the form printed round it: rules and blanks, prompts, captions, the place of a seal."""

from __future__ import annotations

import re
from functools import lru_cache

from intake.rules.forms.words.lexicon import Lexicon, key

_SEAL = re.compile(r"(?:[\s…_]|\.{2,})+\(?\w\.?\s?\w\.\)?\s*$")  # "М.П."; whether it is one, the blanks tell
_GAP = re.compile(r"\t[\t ]*|[ \u00a0]{3,}|\s+(?=__)")
_PROMPT_BEFORE, _PROMPT_BEHIND = re.compile(r"\s*\([^()]+\)\s*"), re.compile(r"\s*\([^()]+\)[\s.]*$")
_ABBREVIATED = re.compile(r"\.(?<=\.\w\.)\s*\.{3,}")  # "с.р. ....": the first is its own
_RULE = re.compile(r"(?:[_…]{2}|…\.|\.{2,}…|\.{4})[_….]*")  # Word makes one sign of each third dot
_DASH = re.compile(r"[-–—]\s")
_ENDS = re.compile(r"^[\s_.…·‥|]+|[\s_…·‥|]+$|^:+\s+|\.{2,}$")
_ENDS_AND_DASH = re.compile(rf"^[:\-–—]+\s+|{_ENDS.pattern}")


@lru_cache(maxsize=4096)
def trimmed(text: str) -> str:
    """Return *text* without filler at either end and with blanks folded, line by line; empty where nothing remains.

    The dashes of a list stay: two lines at least begin with one.
    """
    lines = [" ".join(line.split()) for line in text.splitlines()]
    ends = _ENDS if sum(map(bool, map(_DASH.match, lines))) > 1 else _ENDS_AND_DASH
    whole = (_ABBREVIATED.sub(". ", line) for line in lines)
    cleaned = (ends.sub("", _RULE.sub(" ", line)).strip() for line in whole)
    return "\n".join(" ".join(line.split()) for line in cleaned if line)


def without_caption(text: str, lexicon: Lexicon) -> str:
    """Return *text* without the "Име:" or "Назив:" with which somebody began it."""
    caption, colon, rest = text.partition(":")
    return rest.strip() if colon and lexicon.is_caption(caption) else text


def without_prompt(text: str, lexicon: Lexicon) -> str:
    """Return *text* without the prompt in brackets that was left before or behind it: "(уписати) Ана Анић"."""
    before, behind = _PROMPT_BEFORE.match(text), _PROMPT_BEHIND.search(text)
    if before and lexicon.is_prompt(before[0]) and key(text[before.end() :]):
        return text[before.end() :]
    exact = behind is not None and f"{key(behind[0])} " in lexicon.prompts
    return text[: behind.start()] if behind and exact and key(text[: behind.start()]) else text


def without_seal(text: str, lexicon: Lexicon) -> str:
    """Return *text* without the place of the seal behind it: "Ана Анић      М.П."."""
    found = _SEAL.search(text)
    return text[: found.start()].rstrip() if found and found.start() and key(found[0]) in lexicon.blanks else text


def without_seal_beside(text: str, lexicon: Lexicon) -> str:
    """Return *text* without the place of the seal behind a wide gap: "печат Општине Рудо      Ана Анић"."""
    parts = _GAP.split(text)
    said = [part for part in parts if not (lexicon.is_seal(part) or set(key(part).split()[:1]) & lexicon.seals)]
    return " ".join(said) if len(said) < len(parts) and key(" ".join(said)) else text
