"""The registry of question kinds in words: what each kind is called, and how an answer to it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from tui_app.domain.conversations.wished_questions import WISHED_QUESTIONS_KEY
from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question, QuestionKind
from tui_app.domain.forms.translations import in_language
from tui_app.text.dates import full_date
from tui_app.text.forms.labels import yes_or_no
from tui_app.text.i18n import N_, _, current_language


class QuestionKindText(Struct, frozen=True):
    """The words of one kind of question.

    Attributes:
        label: what the kind is called; a message to be translated.
        format_answer: puts an answer that is not blank into words.
    """

    label: str
    format_answer: Callable[[Question, Answer], str]


def _as_is(question: Question, answer: Answer) -> str:
    return str(answer)


def _options(question: Question, answer: Answer) -> str:
    chosen = answer if isinstance(answer, list) else [answer]
    texts = {option.key: in_language(option.text, current_language()) for option in question.options}
    return ", ".join(texts.get(str(key), str(key)) for key in chosen)


def _step(question: Question, answer: Answer) -> str:
    scale = question.scale
    if scale is None:
        return str(answer)
    low, high = (in_language(text, current_language()) for text in (scale.low_text, scale.high_text))
    return f"{answer}  ({scale.low}–{scale.high}: {low} – {high})"


def _yes_or_no(question: Question, answer: Answer) -> str:
    return yes_or_no(bool(answer))


def _date(question: Question, answer: Answer) -> str:
    return full_date(date.fromisoformat(answer)) if isinstance(answer, str) else str(answer)


QUESTION_KIND_TEXTS: Mapping[QuestionKind, QuestionKindText] = {
    QuestionKind.TEXT: QuestionKindText(N_("text"), _as_is),
    QuestionKind.ONE_OF: QuestionKindText(N_("single choice"), _options),
    QuestionKind.SEVERAL_OF: QuestionKindText(N_("multiple choice"), _options),
    QuestionKind.SCALE: QuestionKindText(N_("scale"), _step),
    QuestionKind.YES_NO: QuestionKindText(N_("yes or no"), _yes_or_no),
    QuestionKind.DATE: QuestionKindText(N_("a date"), _date),
}
"""The words of every kind; a test finds a kind that is missing."""


def answer_text(question: Question, answer: Answer) -> str:
    """An answer as it is read; empty if there is none."""
    if answer is None or answer == "":
        return ""
    return QUESTION_KIND_TEXTS[question.kind].format_answer(question, answer)


def question_title(question: Question) -> str:
    """What a question asks, in the reader's language."""
    if question.key == WISHED_QUESTIONS_KEY:
        return _("Questions I would like to be asked")
    return in_language(question.text, current_language())
