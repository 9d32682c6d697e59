"""Open questions at hand in the conversation, by theme (`data/questions.toml`)."""

from __future__ import annotations

from dataclasses import dataclass

from tui_app.domain.forms.translations import Translations


@dataclass(frozen=True, slots=True)
class QuestionTheme:
    """What some questions are about; its key is that of the sections of a form where they serve best."""

    key: str
    title: Translations
    questions: tuple[Translations, ...]


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """All themes, in the order in which a conversation comes to them."""

    themes: tuple[QuestionTheme, ...]

    def theme(self, key: str) -> QuestionTheme | None:
        """The theme with this key, or None."""
        return next((theme for theme in self.themes if theme.key == key), None)

    def questions(self, key: str) -> tuple[Translations, ...]:
        """The questions of a theme, or all of them where there is no such theme."""
        theme = self.theme(key)
        return theme.questions if theme else tuple(one for theme in self.themes for one in theme.questions)

    def next_question(self, key: str, current: Translations | None = None) -> Translations:
        """The question of a theme after the one shown; the first after the last, and where none of it is shown.

        Args:
            key: of the theme, or of a section of a form; where no theme has it, all questions are gone through.
            current: the question that stands on the screen now.
        """
        questions = self.questions(key)
        at = questions.index(current) + 1 if current is not None and current in questions else 0
        return questions[at % len(questions)] if questions else {}
