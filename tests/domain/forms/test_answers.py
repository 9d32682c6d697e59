"""What counts as an answer, and which required answers are missing."""

from __future__ import annotations

from tests.domain.forms.sample_forms import small_form
from tui_app.domain.forms.answers import Answer, is_answered, unanswered_questions
from tui_app.domain.records.conversation import Role

FORM = small_form()


def test_no_and_zero_are_answers_and_blank_text_is_not() -> None:
    answers: list[Answer] = [False, 0, "x", ["few"]]
    blanks: list[Answer] = [None, "", " \n", []]
    assert all(is_answered(answer) for answer in answers)
    assert not any(is_answered(answer) for answer in blanks)


def test_missing_answers_are_those_for_the_own_role() -> None:
    def keys(role: Role, answers: dict[str, Answer]) -> list[str]:
        return [question.key for question in unanswered_questions(FORM, role, answers)]

    assert keys(Role.EMPLOYEE, {}) == ["how", "yes"]
    assert keys(Role.EMPLOYEE, {"yes": False, "how": " "}) == ["how"]
    assert keys(Role.LEADER, {}) == ["how", "several"]
    assert keys(Role.LEADER, {"how": "Bra", "several": ["few"]}) == []
