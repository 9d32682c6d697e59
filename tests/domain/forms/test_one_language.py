"""A form in one language alone."""

from __future__ import annotations

import pytest

from tui_app.domain.forms.form import all_translations
from tui_app.domain.forms.one_language import form_in
from tui_app.files.templates import shipped_templates


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_every_text_of_every_form_is_left_in_it(language: str) -> None:
    for form in shipped_templates():
        narrowed = form_in(form, language)
        texts = list(all_translations(narrowed))
        assert len(texts) == len(list(all_translations(form)))
        assert all(text.keys() == {language} and text[language] for text in texts)
        assert (narrowed.key, narrowed.minutes) == (form.key, form.minutes)
