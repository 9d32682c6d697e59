"""How the questions of a form look, where that is worth a second thought."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.forms.form import Form, Question
from tui_app.domain.forms.question_kinds import QUESTION_KINDS
from tui_app.domain.practice.grammar import QuestionLabel
from tui_app.domain.practice.question_judge import judge_question

Looks = Mapping[str, QuestionLabel]
"""Language -> how the question looks in it."""

_ALWAYS = frozenset({QuestionLabel.LEADING, QuestionLabel.DOUBLE})
_WHERE_ONE_TELLS = _ALWAYS | {QuestionLabel.CLOSED, QuestionLabel.NARROW}


def looks_worth_a_hint(question: Question) -> Looks:
    """The languages in which a question may keep people from telling; a yes or no question is rightly closed."""
    hints = _WHERE_ONE_TELLS if QUESTION_KINDS[question.kind].is_free_text else _ALWAYS
    labels = {language: judge_question(text, language) for language, text in question.text.items()}
    return {language: label for language, label in labels.items() if label in hints}


def form_looks(form: Form) -> Mapping[str, Looks]:
    """Key of a question -> its looks, for the questions of a form that have any."""
    looks = {question.key: looks_worth_a_hint(question) for question in form.questions}
    return {key: one for key, one in looks.items() if one}
