"""What counts as an answer, and which required answers are missing."""

from __future__ import annotations

from tests.domain.forms.sample_forms import small_form
from tui_app.domain.forms.answers import Answer, is_answered, unanswered_questions
from tui_app.domain.records.conversation import Role

FORM = small_form()


def test_no_and_nought_are_answers_and_blank_text_is_none() -> None:
    assert all(is_answered(answer) for answer in (False, 0, "x", ["few"]))
    assert not any(is_answered(answer) for answer in (None, "", " \n", []))


def test_what_is_missing_is_told_to_the_one_it_was_meant_for() -> None:
    def keys(role: Role, answers: dict[str, Answer]) -> list[str]:
        return [question.key for question in unanswered_questions(FORM, role, answers)]

    assert keys(Role.EMPLOYEE, {}) == ["how", "yes"]
    assert keys(Role.EMPLOYEE, {"yes": False, "how": " "}) == ["how"]
    assert keys(Role.LEADER, {}) == ["how", "several"]
    assert keys(Role.LEADER, {"how": "Bra", "several": ["few"]}) == []
