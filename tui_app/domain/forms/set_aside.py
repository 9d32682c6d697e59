"""Texts of a form in languages that were turned off: kept until it is published, in case they are turned on again."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.forms.editing import TextPlace, map_texts
from tui_app.domain.forms.form import Form, all_translations
from tui_app.domain.forms.translations import Translations


def all_languages(form: Form) -> set[str]:
    """The languages that any text of the form has."""
    return {code for texts in all_translations(form) for code in texts}


def turn_languages(before: Form, after: Form, kept: Mapping[str, Form]) -> tuple[Form, dict[str, Form]]:
    """Keep the texts in languages that a change turns off, and bring back those in languages that it turns on.

    Args:
        before: the form before the change.
        after: the form after it.
        kept: language -> the form as it was when that language was turned off.

    Returns:
        The form after the change with the texts that came back, and what is kept from now on.
    """
    old, new = all_languages(before), all_languages(after)
    form, still_kept = after, {**kept, **dict.fromkeys(old - new, before)}
    for code in new & still_kept.keys():
        form = _bring_back(form, still_kept.pop(code), code)
    return form, still_kept


def _bring_back(form: Form, kept: Form, code: str) -> Form:
    texts: dict[TextPlace, str] = {}

    def collect(place: TextPlace, translations: Translations) -> Translations:
        if translations.get(code):
            texts[place] = translations[code]
        return translations

    def restore(place: TextPlace, translations: Translations) -> Translations:
        others = {text for other, text in translations.items() if other != code}
        is_written = translations.get(code) and translations[code] not in others
        return translations if is_written or place not in texts else {**translations, code: texts[place]}

    map_texts(kept, collect)
    return map_texts(form, restore)
