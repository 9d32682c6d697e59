"""Which translation a reader is shown."""

from __future__ import annotations

import pytest

from tui_app.domain.forms.translations import in_language


@pytest.mark.parametrize(
    ("words", "language", "text"),
    [
        ({"nb": "ja", "nn": "jau", "en": "yes"}, "nn", "jau"),
        ({"nb": "ja", "en": "yes"}, "nn", "ja"),
        ({"nn": "jau", "en": "yes"}, "nb", "jau"),
        ({"nb": "", "nn": "jau"}, "nb", "jau"),
        ({"de": "ja", "en": "yes"}, "nb", "yes"),
        ({"nb": "ja", "en": "yes"}, "de", "yes"),
        ({"se": "juo", "de": "ja"}, "en", "ja"),
        ({"en": ""}, "en", ""),
        ({}, "nb", ""),
    ],
)
def test_a_text_is_shown_in_the_language_its_reader_knows_best(words: dict[str, str], language: str, text: str) -> None:
    assert in_language(words, language) == text
