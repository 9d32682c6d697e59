"""The list of languages: data only. A language is an entry here and a catalogue in `tui_app/locale`.

No other module tests for a language by its code. This module is loaded at every start, so it imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

SOURCE_LANGUAGE = "en"
"""The language that messages are written in; the fallback for every language without its own rule."""
_NARROW_SPACE = "\u202f"


class DateWords(Struct, frozen=True):
    """The words and signs in dates; the names of days and months come from Babel (`locale/names.json`).

    Attributes:
        relative_days: yesterday, today and tomorrow.
        day_suffix: follows the day of the month.
    """

    relative_days: tuple[str, str, str]
    week: str
    day_suffix: str = ""


class Language(Struct, frozen=True):
    """One language.

    Attributes:
        name: in English; a message that the catalogues translate.
        own_name: in the language itself.
        nearest: the languages its readers understand best, the best first.
        locales: first letters of the POSIX locale names whose users read it.
        is_interface: the program is completely translated into it.
        is_form_language: it can be chosen for a form without typing its code.
        decimal: the sign between the whole and the fraction of a number.
        thousands: the sign between groups of three digits.
        dates: None if dates are written as in the source language.
        question_grammar: the rules that tell how a question looks (`domain/practice`); empty if there are none.
    """

    code: str
    name: str
    own_name: str
    nearest: tuple[str, ...] = (SOURCE_LANGUAGE,)
    locales: tuple[str, ...] = ()
    is_interface: bool = False
    is_form_language: bool = False
    decimal: str = "."
    thousands: str = ","
    dates: DateWords | None = None
    question_grammar: str = ""


LANGUAGES = (
    Language(
        "nb",
        "bokmål",
        "Bokmål",
        nearest=("nn", "en"),
        locales=("nb", "no", "da", "sv"),
        is_interface=True,
        is_form_language=True,
        decimal=",",
        thousands=_NARROW_SPACE,
        dates=DateWords(("i går", "i dag", "i morgen"), "uke", day_suffix="."),
        question_grammar="norwegian",
    ),
    Language(
        "nn",
        "nynorsk",
        "Nynorsk",
        nearest=("nb", "en"),
        locales=("nn",),
        is_interface=True,
        is_form_language=True,
        decimal=",",
        thousands=_NARROW_SPACE,
        dates=DateWords(("i går", "i dag", "i morgon"), "veke", day_suffix="."),
        question_grammar="norwegian",
    ),
    Language(
        "en",
        "English",
        "English",
        nearest=(),
        locales=("en",),
        is_interface=True,
        is_form_language=True,
        dates=DateWords(("yesterday", "today", "tomorrow"), "week"),
        question_grammar="english",
    ),
    Language("se", "Northern Sami", "Davvisámegiella"),
)
"""Every language with a name here, in the order in which people are shown them."""

INTERFACE_LANGUAGES = tuple(language.code for language in LANGUAGES if language.is_interface)
FORM_LANGUAGES = tuple(language.code for language in LANGUAGES if language.is_form_language)
_BY_CODE = {language.code: language for language in LANGUAGES}


def find_language(code: str) -> Language | None:
    """The entry with this code; None if there is none, as forms may have texts in any language."""
    return _BY_CODE.get(code)


def nearest_languages(code: str) -> tuple[str, ...]:
    """This language and those its readers understand best, the best first."""
    language = _BY_CODE.get(code)
    return (code, *(language.nearest if language else (SOURCE_LANGUAGE,)))


def nearest_language(code: str, available: Container[str]) -> str:
    """The first of the available languages that readers of this one understand; the source language if none is."""
    return next((one for one in nearest_languages(code) if one in available), SOURCE_LANGUAGE)
