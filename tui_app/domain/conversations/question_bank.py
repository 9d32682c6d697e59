"""The question bank: open questions at hand during the conversation, by theme (`data/questions.toml`)."""

from __future__ import annotations

from msgspec import Struct

from tui_app.domain.forms.translations import Translations


class QuestionTheme(Struct, frozen=True):
    """Questions about one theme. Its key equals that of the form sections it suits best."""

    key: str
    title: Translations
    questions: tuple[Translations, ...]


class QuestionBank(Struct, frozen=True):
    """All themes, in the order in which a conversation usually comes to them."""

    themes: tuple[QuestionTheme, ...]

    def theme(self, key: str) -> QuestionTheme | None:
        """The theme with this key, or None."""
        return next((theme for theme in self.themes if theme.key == key), None)

    def questions(self, key: str) -> tuple[Translations, ...]:
        """The questions of a theme, or all questions if there is no such theme."""
        theme = self.theme(key)
        return theme.questions if theme else tuple(one for theme in self.themes for one in theme.questions)

    def next_question(self, key: str, current: Translations | None = None) -> Translations:
        """The question after the current one; the first after the last one, or if the current one is not listed.

        Args:
            key: key of a theme or of a form section; if no theme has it, all questions are used.
            current: the question that is shown now.
        """
        questions = self.questions(key)
        index = questions.index(current) + 1 if current is not None and current in questions else 0
        return questions[index % len(questions)] if questions else {}
