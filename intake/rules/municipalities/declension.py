"""The cases of place names: "Бање Луке", "Лакташима", "u Bijeljini" are names of places too.

Forms are made by rule, on keys, and more of them than a grammar allows: what matters is that a form that is used is
there, and that a form never outweighs another place's own name.
"""

from __future__ import annotations

from itertools import product

_LINKS = frozenset({"na", "i", "u", "pod"})  # what stands between and behind is no longer declined: "Krupe na Uni"
_MASCULINE = ("a", "u", "om", "em", "i", "e")
_FEMININE = ("e", "i", "oj", "u", "om")
_NEUTER_O = ("a", "u", "om", "og", "oga", "ome", "omu")
_NEUTER_E = ("a", "u", "em", "om", "ama", "i")
_PLURAL_OR_ADJECTIVE = ("a", "ima", "e", "og", "oga", "om", "ome", "eg", "ega", "em", "emu")
_SIBILANTS = {"k": "c", "g": "z", "h": "s"}  # luka, luci
_VOICELESS = {"b": "p", "d": "t", "g": "k", "z": "s"}  # srbac, srpca
_SHORTEST = 3


def inflected(name: str) -> frozenset[str]:
    """Return the oblique forms of *name*, a canonical key; the name itself is not among them."""
    words = name.split()
    declined = next((at for at, word in enumerate(words) if word in _LINKS), len(words))
    options = [(word, *_forms(word)) if at < declined else (word,) for at, word in enumerate(words)]
    return frozenset(" ".join(form) for form in product(*options)) - {name}


def _forms(word: str) -> tuple[str, ...]:
    if len(word) < _SHORTEST:
        return ()
    stem, ending = word[:-1], word[-1]
    match ending:
        case "a":
            softened = stem[:-1] + _SIBILANTS.get(stem[-1], stem[-1])
            return (*(stem + e for e in _FEMININE), softened + "i")
        case "o":
            return tuple(stem + e for e in _NEUTER_O)
        case "e":
            return tuple(stem + e for e in _NEUTER_E)
        case "i":
            hardened = (stem[:-1] + "ka",) if stem.endswith("c") else ()  # osmaci, osmaka
            return (*(stem + e for e in _PLURAL_OR_ADJECTIVE), *hardened)
        case _:
            return tuple(base + e for base in _bases(word) for e in _MASCULINE)


def _bases(word: str) -> tuple[str, ...]:
    """Return the stems of a noun that ends in a consonant, the one without its fleeting a too (Bratunac, Bratunca)."""
    if len(word) <= _SHORTEST or word[-2] != "a" or word[-1] not in "ckrlj":
        return (word,)
    before, last = word[:-2], word[-1]
    return (word, before + last, before[:-1] + _VOICELESS.get(before[-1], before[-1]) + last)
