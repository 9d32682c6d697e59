"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tui_app.domain.forms.form import Form, Question, QuestionKind
from tui_app.domain.records.conversation import Role
from tui_app.domain.text_normalization import NOTE_LIMIT

Answer = str | int | bool | list[str] | None
"""What somebody answered: text, the key of an option, a date as in 2027-03-15; a step; yes or no; keys of options."""


def is_answered(answer: Answer) -> bool:
    """Whether somebody answered: "no" and the step 0 are answers, blank text and nothing chosen are not."""
    if isinstance(answer, str):
        return bool(answer.strip())
    return answer is not None and answer != []


def _is_iso_date(answer: Answer) -> bool:
    try:
        return isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


def is_valid_answer(question: Question, answer: Answer) -> bool:
    """Whether an answer is of the kind that the question asks for; no answer fits them all."""
    if answer is None or answer == "" or answer == []:
        return True
    known = {option.key for option in question.options}
    match question.kind:
        case QuestionKind.TEXT:
            return isinstance(answer, str) and len(answer) <= NOTE_LIMIT
        case QuestionKind.ONE_OF:
            return isinstance(answer, str) and answer in known
        case QuestionKind.SEVERAL_OF:
            return isinstance(answer, list) and len(set(answer)) == len(answer) and known.issuperset(answer)
        case QuestionKind.SCALE:
            scale, is_step = question.scale, isinstance(answer, int) and not isinstance(answer, bool)
            return is_step and scale is not None and answer in range(scale.low, scale.high + 1)
        case QuestionKind.YES_NO:
            return isinstance(answer, bool)
        case QuestionKind.DATE:
            return _is_iso_date(answer)


def unanswered_questions(form: Form, role: Role, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The required questions meant for a role that it has not answered, in order."""
    return tuple(
        question
        for question in form.questions
        if question.required and question.is_for(role) and not is_answered(answers.get(question.key))
    )
