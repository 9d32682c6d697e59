"""The list of languages, and the language in use."""

from __future__ import annotations

import pytest

from tui_app.domain.languages import (
    FORM_LANGUAGES,
    INTERFACE_LANGUAGES,
    LANGUAGES,
    SOURCE_LANGUAGE,
    find_language,
    nearest_language,
)
from tui_app.text.i18n import _, current_language, language_for_locale, language_name, set_language, using_language


def test_every_language_falls_back_to_languages_of_the_list() -> None:
    codes = [language.code for language in LANGUAGES]
    assert len(set(codes)) == len(codes)
    assert SOURCE_LANGUAGE in INTERFACE_LANGUAGES
    for language in LANGUAGES:
        assert set(language.nearest) <= set(codes) - {language.code}
        assert language.code == SOURCE_LANGUAGE or language.nearest[-1] == SOURCE_LANGUAGE


def test_every_interface_language_can_be_used_in_forms_and_dates() -> None:
    assert set(INTERFACE_LANGUAGES) <= set(FORM_LANGUAGES)
    for code in INTERFACE_LANGUAGES:
        language = find_language(code)
        assert language
        assert language.dates
        assert language.locales


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("nb_NO.UTF-8", "nb"),
        ("no_NO", "nb"),
        ("NN_NO.UTF-8", "nn"),
        ("nn", "nn"),
        ("sv_SE", "nb"),
        ("da", "nb"),
        ("en_GB.UTF-8", "en"),
        ("se_NO.UTF-8", "en"),
        ("de_AT", "en"),
        ("C", "en"),
        ("", "en"),
    ],
)
def test_a_locale_gives_the_nearest_interface_language(locale: str, language: str) -> None:
    assert language_for_locale(locale) == language


def test_the_nearest_language_is_one_of_those_available() -> None:
    assert nearest_language("nn", {"nb", "en"}) == "nb"
    assert nearest_language("nn", {"nn", "nb"}) == "nn"
    assert nearest_language("de", {"nb", "en"}) == "en"
    assert nearest_language("de", {"nb"}) == SOURCE_LANGUAGE


def test_a_language_is_used_inside_the_block_only() -> None:
    set_language("en")
    with pytest.raises(ZeroDivisionError), using_language("nb"):
        assert (current_language(), _("Leader")) == ("nb", "Leder")
        raise ZeroDivisionError
    assert (current_language(), _("Leader")) == ("en", "Leader")


def test_a_language_is_named_in_the_language_in_use() -> None:
    with using_language("nb"):
        assert [language_name(code) for code in ("en", "se", "de")] == ["engelsk", "nordsamisk", "de"]
