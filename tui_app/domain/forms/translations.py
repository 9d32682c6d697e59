"""Texts in several languages: which one a reader gets, and the order in which languages are listed."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.languages import FORM_LANGUAGES, nearest_languages

Translations = Mapping[str, str]
"""Language code ("nb", "nn", "en", or any other) -> text."""


def in_language(words: Translations, language: str) -> str:
    """The text in a language, else in the nearest language that has one, else in any; empty if there is none."""
    for wanted in nearest_languages(language):
        if words.get(wanted):
            return words[wanted]
    return next((words[code] for code in language_order(words) if words[code]), "")


def language_order(languages: Mapping[str, object] | set[str]) -> tuple[str, ...]:
    """Language codes in the order in which people are shown them: the form languages, then the others by code."""
    known = tuple(code for code in FORM_LANGUAGES if code in languages)
    return known + tuple(sorted(set(languages) - set(known)))
