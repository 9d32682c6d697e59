"""Answers to the questions of a form, and the questions that still lack one."""

from __future__ import annotations

from collections.abc import Mapping

from tui_app.domain.forms.form import Form, Question
from tui_app.domain.records.conversation import Role

Answer = str | int | bool | list[str] | None
"""Text, the key of an option, a date ("2027-03-15"), a step of a scale, yes or no, keys of options, or nothing."""


def is_blank(answer: Answer) -> bool:
    """True for the values that an empty field gives."""
    return answer is None or answer == "" or answer == []


def is_answered(answer: Answer) -> bool:
    """True if there is an answer. "No" and the step 0 are answers; white space is not."""
    return not is_blank(answer.strip() if isinstance(answer, str) else answer)


def unanswered_questions(form: Form, role: Role, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The required questions for this role that have no answer, in order.

    Args:
        answers: question key -> answer.
    """
    return tuple(
        question
        for question in form.questions
        if question.required and question.is_for(role) and not is_answered(answers.get(question.key))
    )
