"""The language of the screen: `_` translates, `speak` chooses. English is the source.

Placeholders are `$name` (string.Template), filled by `told` here or by `ui.text.say` where styles are needed.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from string import Template

LANGUAGES = {"nb": "Bokmål", "en": "English"}
"""The complete languages and what they call themselves."""

_LOCALE = Path(__file__).resolve().parent.parent / "locale"
_catalogue = gettext.NullTranslations()
_spoken = "en"


def speak(language: str) -> None:
    """Translate to `language` from now on; an unknown one is English."""
    global _catalogue, _spoken
    _spoken = language if language in LANGUAGES else "en"
    if _spoken == "en":
        _catalogue = gettext.NullTranslations()
    else:
        _catalogue = gettext.translation("samtale", str(_LOCALE), [_spoken], fallback=True)


def spoken() -> str:
    """The language in use, "nb" or "en"."""
    return _spoken


def guess(locale: str) -> str:
    """The language for a POSIX locale name: Scandinavians read bokmål, others English."""
    return "nb" if locale.lower()[:2] in ("nb", "nn", "no", "da", "sv") else "en"


def _(message: str) -> str:
    """The message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for this count in the language in use; `$count` is left for `told` to fill."""
    return _catalogue.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's customary name
    """Mark a message for translation; it is translated where it is shown."""
    return message


def told(message: str, **values: object) -> str:
    """A translated message with its values filled in; for plain text, never for markup."""
    return Template(message).safe_substitute({name: str(value) for name, value in values.items()})
