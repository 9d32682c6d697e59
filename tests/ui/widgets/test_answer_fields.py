"""The fields for answers, each alone in an application of a few lines: every kind of question has one, and it works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from textual import on
from textual.app import App, ComposeResult

from tests.ui.questions import question_of_each_kind
from tui_app.domain.forms.answers import Answer, is_answered
from tui_app.domain.forms.form import Option, Question, QuestionKind
from tui_app.text.forms.question_kinds import QUESTION_KIND_TEXTS, answer_text
from tui_app.ui.widgets.fields.answer_field import AnswerChanged, AnswerField
from tui_app.ui.widgets.fields.question_kinds import QUESTION_KIND_FIELDS, answer_preview, create_answer_field

TODAY = date(2026, 11, 23)
OPTIONS = tuple(Option(key, {"en": f"[b]{key}"}) for key in ("a", "b", "c"))
QUESTIONS = question_of_each_kind(OPTIONS, 0, 12)
KEYS: Mapping[QuestionKind, tuple[str, Answer]] = {
    QuestionKind.TEXT: ("x", "x"),
    QuestionKind.ONE_OF: ("right", "a"),
    QuestionKind.SEVERAL_OF: ("space", ["a"]),
    QuestionKind.SCALE: ("4", 4),
    QuestionKind.YES_NO: ("right", True),
    QuestionKind.DATE: ("+,1", "2026-11-24"),
}
"""Keys that answer a question, and the answer."""


def values_of(kind: QuestionKind) -> Iterator[Answer]:
    """Many answers, or all of them where they are few."""
    match kind:
        case QuestionKind.TEXT:
            yield from ("x", "to\nlinjer\n", "[@click=app.quit]x[/]", "æøå 😀", " ", "lang " * 2_000)
        case QuestionKind.ONE_OF:
            yield from (option.key for option in OPTIONS)
        case QuestionKind.SEVERAL_OF:
            for count in range(1, len(OPTIONS) + 1):
                yield from ([option.key for option in chosen] for chosen in combinations(OPTIONS, count))
        case QuestionKind.SCALE:
            yield from range(13)
        case QuestionKind.YES_NO:
            yield from (True, False)
        case QuestionKind.DATE:
            days = range(0, (date(2199, 12, 31) - date(1900, 1, 1)).days, 997)
            yield from ((date(1900, 1, 1) + timedelta(days=number)).isoformat() for number in days)
            yield from ("2026-11-22", "2026-11-23", "2028-02-29", "1900-01-01", "2199-12-31")


class FieldApp(App[None]):
    """Shows one field, and notes the answers that it tells of."""

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.field = create_answer_field(question, None, TODAY, id="field")
        self.answers: list[Answer] = []

    def compose(self) -> ComposeResult:
        yield self.field

    @on(AnswerChanged)
    def _note(self, event: AnswerChanged) -> None:
        assert event.control is self.field
        self.answers.append(event.field.answer)


def test_every_kind_has_a_field_and_words() -> None:
    assert QUESTION_KIND_FIELDS.keys() == QUESTION_KIND_TEXTS.keys() == set(QuestionKind)


@pytest.mark.parametrize("kind", QuestionKind)
async def test_a_field_holds_the_answer_that_was_put_into_it(kind: QuestionKind) -> None:
    app = FieldApp(QUESTIONS[kind])
    async with app.run_test() as pilot:
        assert not is_answered(app.field.answer)
        for value in values_of(kind):
            app.field.put(value)
            assert app.field.answer == value
            app.field.put(None)
            assert not is_answered(app.field.answer)
        await pilot.pause()


@pytest.mark.parametrize("kind", QuestionKind)
async def test_a_field_is_made_with_an_answer(kind: QuestionKind) -> None:
    async with FieldApp(QUESTIONS[kind]).run_test():
        for value in values_of(kind):
            field = create_answer_field(QUESTIONS[kind], value, TODAY, id="another")
            assert isinstance(field, AnswerField)
            assert (field.id, field.answer) == ("another", value)


@pytest.mark.parametrize("kind", QuestionKind)
async def test_a_key_changes_the_answer_and_the_field_tells_of_it(kind: QuestionKind) -> None:
    keys, answer = KEYS[kind]
    app = FieldApp(QUESTIONS[kind])
    async with app.run_test() as pilot:
        app.set_focus(app.field)
        await pilot.press(*keys.split(","))
        await pilot.pause()
        assert app.answers[-1] == app.field.answer == answer


@pytest.mark.parametrize("kind", QuestionKind)
@pytest.mark.parametrize("wrong", ["no such thing", ["gone"], None])
async def test_a_value_of_another_kind_breaks_nothing(kind: QuestionKind, wrong: Any) -> None:
    app = FieldApp(QUESTIONS[kind])
    async with app.run_test():
        app.field.put(wrong)
        assert kind is QuestionKind.TEXT or not is_answered(app.field.answer)


async def test_a_date_stays_as_it_was_typed_if_the_same_date_is_put() -> None:
    app = FieldApp(QUESTIONS[QuestionKind.DATE])
    async with app.run_test() as pilot:
        app.set_focus(app.field)
        await pilot.press(*"friday")
        app.field.put("2026-11-27")
        assert app.field.value == "friday"  # type: ignore[attr-defined]
        app.field.put("2026-11-30")
        assert app.field.value == "30.11.2026"  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_answer_can_be_read(kind: QuestionKind) -> None:
    assert answer_text(QUESTIONS[kind], None) == ""
    assert all(answer_text(QUESTIONS[kind], value) for value in values_of(kind))
    assert answer_preview(QUESTIONS[kind])


async def test_a_text_that_is_no_date_is_not_left_without_a_word() -> None:
    app = FieldApp(QUESTIONS[QuestionKind.DATE])
    async with app.run_test() as pilot:
        app.set_focus(app.field)
        await pilot.press(*"soonish")
        app.set_focus(None)
        await pilot.pause()
        (said,) = app._notifications
        assert said.message.startswith("Not understood.")
        assert app.field.answer is None
