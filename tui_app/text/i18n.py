"""The language of the screen: `_` translates, `set_language` chooses. English is the source.

Placeholders are `$name` (string.Template), filled by `format_message` here or by `ui.text.markup` where styles are needed.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path
from string import Template

LANGUAGES = {"nb": "Bokmål", "en": "English"}
"""The complete languages and what they call themselves."""

_LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
_catalogue = gettext.NullTranslations()
_language = "en"


def set_language(language: str) -> None:
    """Translate to `language` from now on; an unknown one is English."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("samtale", str(_LOCALE_DIR), [_language], fallback=True)


def current_language() -> str:
    """The language in use, "nb" or "en"."""
    return _language


def language_for_locale(locale: str) -> str:
    """The language for a POSIX locale name: Scandinavians read bokmål, others English."""
    return "nb" if locale.lower()[:2] in ("nb", "nn", "no", "da", "sv") else "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for this count in the language in use; `$count` is left for `format_message` to fill."""
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for translation; it is translated where it is shown."""
    return message


def format_message(message: str, **values: object) -> str:
    """A translated message with its values filled in; for plain text, never for markup."""
    return Template(message).safe_substitute({name: str(value) for name, value in values.items()})


LANGUAGE_NAMES: Mapping[str, str] = {
    "nb": N_("bokmål"),
    "nn": N_("nynorsk"),
    "en": N_("English"),
    "se": N_("Northern Sami"),
}


def language_name(code: str) -> str:
    """What a language is called; its code where we have no name for it."""
    return _(LANGUAGE_NAMES[code]) if code in LANGUAGE_NAMES else code


def language_names(codes: tuple[str, ...]) -> str:
    """Languages in one line, by their names."""
    return ", ".join(language_name(code) for code in codes)
