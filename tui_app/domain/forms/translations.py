"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping

Translations = Mapping[str, str]
"""Language code ("nb", "nn", "en", or any other) -> text."""


_FALLBACKS = {"nb": ("nn", "en"), "nn": ("nb", "en")}


_LANGUAGE_ORDER = ("nb", "nn", "en")


def in_language(words: Translations, language: str) -> str:
    """The text in a language, else in the one its readers know best (nb and nn each other, then en), else in any."""
    for wanted in (language, *_FALLBACKS.get(language, ("en",))):
        if words.get(wanted):
            return words[wanted]
    return next((words[code] for code in language_order(words) if words[code]), "")


def language_order(languages: Mapping[str, object] | set[str]) -> tuple[str, ...]:
    """Language codes in the order in which people are shown them: nb, nn, en, then the others by code."""
    known = tuple(code for code in _LANGUAGE_ORDER if code in languages)
    return known + tuple(sorted(set(languages) - set(known)))
