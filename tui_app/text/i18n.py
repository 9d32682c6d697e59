"""The language in use: `_` and `ngettext` translate messages, `set_language` chooses. The source is English.

Placeholders are `$name` (string.Template). `format_message` fills them here, `ui.content.markup` where styles
are needed.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

from tui_app.domain.languages import (
    INTERFACE_LANGUAGES,
    LANGUAGES,
    SOURCE_LANGUAGE,
    Language,
    find_language,
    nearest_language,
)
from tui_app.text.key_meanings import key_called

INTERFACE_LANGUAGE_NAMES = {language.code: language.own_name for language in LANGUAGES if language.is_interface}
"""The languages of the program, and what each calls itself."""

CATALOGUES = Path(__file__).resolve().parent.parent / "locale"
"""The folder with a catalogue for each language."""
_SOURCE = next(language for language in LANGUAGES if language.code == SOURCE_LANGUAGE)
_catalogue = gettext.NullTranslations()
_current = _SOURCE


def set_language(code: str) -> None:
    """Use this language from now on; the source language if the code is unknown.

    Messages of a language without a catalogue stay in the source language.
    """
    global _catalogue, _current
    _current = find_language(code) or _SOURCE
    if _current is _SOURCE:
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("samtale", str(CATALOGUES), [_current.code], fallback=True)


@contextmanager
def using_language(code: str) -> Iterator[None]:
    """Use a language inside a `with` block, as for a message to somebody else; the one before is restored."""
    previous = _current.code
    set_language(code)
    try:
        yield
    finally:
        set_language(previous)


def current_language() -> str:
    """The code of the language in use, for example "nb"."""
    return _current.code


def language_entry() -> Language:
    """The entry of the language in use: for example its signs for numbers."""
    return _current


def language_for_locale(locale: str) -> str:
    """The code of the language to begin with under a POSIX locale such as "nn_NO.UTF-8"."""
    prefix = locale.lower()[:2]
    read = next((language.code for language in LANGUAGES if prefix in language.locales), SOURCE_LANGUAGE)
    return nearest_language(read, INTERFACE_LANGUAGES)


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for this count in the language in use; `format_message` fills `$count`."""
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for translation; it is translated where it is shown."""
    return message


def format_message(message: str, **values: object) -> str:
    """A translated message with its values filled in, and with keys by their names; for plain text, never for markup.

    Args:
        message: a placeholder without a value that is the name of a key's meaning, as `$join`, stands for that key.
    """
    return Template(message).safe_substitute(_Values({name: str(value) for name, value in values.items()}))


def quoted(text: str) -> str:
    """Somebody's words between the quotation marks of the language in use."""
    return format_message(_("“$text”"), text=text)


class _Values(dict[str, str]):
    """The values of placeholders, then the names of keys."""

    def __missing__(self, name: str) -> str:
        return key_called(name)


def language_name(code: str) -> str:
    """What a language is called in the language in use; its code if it is not in the list."""
    language = find_language(code)
    return _(language.name) if language else code


def language_names(codes: tuple[str, ...]) -> str:
    """The names of languages in one line."""
    return ", ".join(language_name(code) for code in codes)
