"""The registry of question kinds on the screen: the field for an answer of each kind, and what an answer looks like.

`domain.forms.question_kinds` has the rules of each kind, `text.forms.question_kinds` its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct
from textual.content import Content

from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question, QuestionKind
from tui_app.domain.forms.translations import in_language
from tui_app.text.i18n import _, current_language
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.widgets.fields.answer_field import AnswerField
from tui_app.ui.widgets.fields.choice import ChoiceAnswerField
from tui_app.ui.widgets.fields.date import DateField
from tui_app.ui.widgets.fields.multi_select import MultiSelectField
from tui_app.ui.widgets.fields.scale import ScaleField
from tui_app.ui.widgets.fields.text import TextField


class QuestionKindField(Struct, frozen=True):
    """How a question of one kind is shown.

    Attributes:
        create: makes the field, given the question, the stored answer, today's date and the field's id.
        preview: lines that show what can be answered, for people who edit the form.
    """

    create: Callable[[Question, Answer, date, str], AnswerField]
    preview: Callable[[Question], list[Content]]


def _text_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    return TextField(str(value or ""), id=id)


def _blank_preview(question: Question) -> list[Content]:
    return [plain("………", content.MUTED)]


def _option_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    options = tuple((option.key, in_language(option.text, current_language())) for option in question.options)
    return ChoiceAnswerField(options, value, id=id)


def _option_preview(question: Question) -> list[Content]:
    return _options_with_mark("○", question)


def _options_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    return MultiSelectField(question.options, value, id=id)


def _options_preview(question: Question) -> list[Content]:
    return _options_with_mark("□", question)


def _options_with_mark(mark: str, question: Question) -> list[Content]:
    lines = [plain(f"{mark} {in_language(option.text, current_language())}") for option in question.options]
    return lines or _blank_preview(question)


def _scale_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    assert question.scale is not None
    return ScaleField(question.scale, value, id=id)


def _scale_preview(question: Question) -> list[Content]:
    scale = question.scale
    if scale is None:
        return _blank_preview(question)
    low, high = (in_language(text, current_language()) for text in (scale.low_text, scale.high_text))
    steps = " ".join(str(step) for step in range(scale.low, scale.high + 1))
    return [plain(f"{low}  ", content.MUTED) + plain(steps) + plain(f"  {high}", content.MUTED)]


def _yes_no_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    return ChoiceAnswerField(((True, _("yes")), (False, _("no"))), value, id=id)


def _yes_no_preview(question: Question) -> list[Content]:
    return [plain(f"○ {_('yes')}   ○ {_('no')}")]


def _date_field(question: Question, value: Answer, today: date, id: str) -> AnswerField:
    return DateField(value, today, id=id)


QUESTION_KIND_FIELDS: Mapping[QuestionKind, QuestionKindField] = {
    QuestionKind.TEXT: QuestionKindField(_text_field, _blank_preview),
    QuestionKind.ONE_OF: QuestionKindField(_option_field, _option_preview),
    QuestionKind.SEVERAL_OF: QuestionKindField(_options_field, _options_preview),
    QuestionKind.SCALE: QuestionKindField(_scale_field, _scale_preview),
    QuestionKind.YES_NO: QuestionKindField(_yes_no_field, _yes_no_preview),
    QuestionKind.DATE: QuestionKindField(_date_field, _blank_preview),
}
"""How every kind is shown; a test finds a kind that is missing."""


def create_answer_field(question: Question, value: Answer, today: date, *, id: str) -> AnswerField:
    """Make the field in which a question is answered.

    Args:
        value: the stored answer.
        today: the date that relative dates count from.
    """
    return QUESTION_KIND_FIELDS[question.kind].create(question, value, today, id)


def answer_preview(question: Question) -> list[Content]:
    """Lines that show what can be answered, for people who edit the form."""
    return QUESTION_KIND_FIELDS[question.kind].preview(question)
