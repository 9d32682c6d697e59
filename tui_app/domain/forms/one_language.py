"""A form in one language, for a conversation whose language was chosen."""

from __future__ import annotations

from msgspec.structs import replace

from tui_app.domain.forms.form import Form, Question, Section
from tui_app.domain.forms.translations import Translations, in_language


def form_in(form: Form, language: str) -> Form:
    """The form with each text in this language alone, or in the nearest one that has it."""

    def only(text: Translations) -> Translations:
        return {language: in_language(text, language)} if text else text

    def question(one: Question) -> Question:
        scale = one.scale and replace(one.scale, low_text=only(one.scale.low_text), high_text=only(one.scale.high_text))
        options = tuple(replace(option, text=only(option.text)) for option in one.options)
        return replace(one, text=only(one.text), hint=only(one.hint), options=options, scale=scale)

    def section(one: Section) -> Section:
        questions = tuple(map(question, one.questions))
        return replace(one, title=only(one.title), hint=only(one.hint), questions=questions)

    return replace(form, title=only(form.title), sections=tuple(map(section, form.sections)))
