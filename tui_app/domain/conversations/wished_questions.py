"""The questions that an employee would like to be asked: a field of their own preparation, in every conversation."""

from __future__ import annotations

from msgspec.structs import replace

from tui_app.domain.conversations.preparation import Preparation
from tui_app.domain.forms.form import Form, Question, Respondent
from tui_app.domain.records.conversation import Role

WISHED_QUESTIONS_KEY = "wished-questions"
"""The key under which they are stored among the answers; the hyphen keeps it apart from the questions of a form."""


def with_wished_questions(form: Form) -> Form:
    """The form, with a field for these questions after the last one that the employee answers."""
    field = Question(WISHED_QUESTIONS_KEY, {}, who=Respondent.EMPLOYEE)
    places = [at for at, one in enumerate(form.sections) if any(each.is_for(Role.EMPLOYEE) for each in one.questions)]
    if not places:
        return form
    last = form.sections[places[-1]]
    grown = replace(last, questions=(*last.questions, field))
    return replace(form, sections=(*form.sections[: places[-1]], grown, *form.sections[places[-1] + 1 :]))


def wished_questions(preparation: Preparation) -> tuple[str, ...]:
    """The questions, one to a line as they were written."""
    answer = preparation.answers.get(WISHED_QUESTIONS_KEY)
    lines = str(answer.value or "").splitlines() if answer else []
    return tuple(line.strip() for line in lines if line.strip())
