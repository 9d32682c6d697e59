"""A question of every kind, for tests of the fields that answer them."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.forms.form import Option, Question, QuestionKind, Scale


def question_of_each_kind(options: tuple[Option, ...], low: int, high: int) -> Mapping[QuestionKind, Question]:
    """A question of each kind; those with options or a scale get these."""
    scale = Scale(low, high, {"en": "bad"}, {"en": "good"})
    return {
        QuestionKind.TEXT: Question("text", {"en": "What?"}, QuestionKind.TEXT),
        QuestionKind.ONE_OF: Question("one", {"en": "Which one?"}, QuestionKind.ONE_OF, options=options),
        QuestionKind.SEVERAL_OF: Question("some", {"en": "Which?"}, QuestionKind.SEVERAL_OF, options=options),
        QuestionKind.SCALE: Question("scale", {"en": "How well?"}, QuestionKind.SCALE, scale=scale),
        QuestionKind.YES_NO: Question("yes", {"en": "Is it so?"}, QuestionKind.YES_NO),
        QuestionKind.DATE: Question("day", {"en": "Which day?"}, QuestionKind.DATE),
    }
