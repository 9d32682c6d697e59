"""The registry of question kinds: what a question of each kind needs, and which answers fit it.

A new kind is a member of `QuestionKind` and an entry in `QUESTION_KINDS`; no other module of the domain tests for one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from tui_app.domain.forms.answers import Answer, is_blank
from tui_app.domain.forms.form import Question, QuestionKind
from tui_app.domain.text_normalization import NOTE_LIMIT


class QuestionKindRules(Struct, frozen=True):
    """The rules for one kind of question.

    Attributes:
        check_answer: returns True if an answer that is not blank fits the question.
        needs_options: a question of this kind has options to choose from; other questions have none.
        needs_scale: a question of this kind has a scale; other questions have none.
        is_free_text: it is answered in own words.
    """

    check_answer: Callable[[Question, Answer], bool]
    needs_options: bool = False
    needs_scale: bool = False
    is_free_text: bool = False


def _is_text(question: Question, answer: Answer) -> bool:
    return isinstance(answer, str) and len(answer) <= NOTE_LIMIT


def _is_option(question: Question, answer: Answer) -> bool:
    return isinstance(answer, str) and answer in question.option_keys


def _are_options(question: Question, answer: Answer) -> bool:
    return isinstance(answer, list) and len(set(answer)) == len(answer) and question.option_keys.issuperset(answer)


def _is_scale_value(question: Question, answer: Answer) -> bool:
    if question.scale is None or not isinstance(answer, int) or isinstance(answer, bool):
        return False
    return question.scale.low <= answer <= question.scale.high


def _is_yes_or_no(question: Question, answer: Answer) -> bool:
    return isinstance(answer, bool)


def _is_iso_date(question: Question, answer: Answer) -> bool:
    try:
        return isinstance(answer, str) and date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


QUESTION_KINDS: Mapping[QuestionKind, QuestionKindRules] = {
    QuestionKind.TEXT: QuestionKindRules(_is_text, is_free_text=True),
    QuestionKind.ONE_OF: QuestionKindRules(_is_option, needs_options=True),
    QuestionKind.SEVERAL_OF: QuestionKindRules(_are_options, needs_options=True),
    QuestionKind.SCALE: QuestionKindRules(_is_scale_value, needs_scale=True),
    QuestionKind.YES_NO: QuestionKindRules(_is_yes_or_no),
    QuestionKind.DATE: QuestionKindRules(_is_iso_date),
}
"""Every kind with its rules; a test finds a kind that is missing."""


def is_valid_answer(question: Question, answer: Answer) -> bool:
    """True if the answer fits the kind of the question, or is blank: every question may be left unanswered."""
    return is_blank(answer) or QUESTION_KINDS[question.kind].check_answer(question, answer)
