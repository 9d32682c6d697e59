"""Fields for the answers to a form's questions, one for each kind; what is answered stands in `answer`."""

from __future__ import annotations

from datetime import date

from tui_app.domain.forms.answers import Answer
from tui_app.domain.forms.form import Question, QuestionKind
from tui_app.domain.forms.translations import in_language
from tui_app.text.forms import yes_or_no
from tui_app.text.i18n import current_language
from tui_app.ui.widgets.fields.choice import ChoiceAnswerField
from tui_app.ui.widgets.fields.date import DateField
from tui_app.ui.widgets.fields.multi_select import MultiSelectField
from tui_app.ui.widgets.fields.scale import ScaleField
from tui_app.ui.widgets.fields.text import TextField

AnswerField = TextField | ChoiceAnswerField | ScaleField | MultiSelectField | DateField
ANSWER_FIELDS = (TextField, ChoiceAnswerField, ScaleField, MultiSelectField, DateField)


def answer_field(question: Question, value: Answer, today: date) -> AnswerField:
    """The field in which a question is answered; its id is "q-" and the question's key."""
    name = f"q-{question.key}"
    if question.kind in (QuestionKind.ONE_OF, QuestionKind.YES_NO):
        return ChoiceAnswerField(_choice_options(question), value, id=name)
    if question.kind is QuestionKind.SCALE:
        return ScaleField(question, value, id=name)
    if question.kind is QuestionKind.SEVERAL_OF:
        return MultiSelectField(question, value, id=name)
    if question.kind is QuestionKind.DATE:
        return DateField(value, today, id=name)
    return TextField(str(value or ""), id=name)


def _choice_options(question: Question) -> tuple[tuple[object, str], ...]:
    if question.kind is QuestionKind.YES_NO:
        return tuple((answer, yes_or_no(answer)) for answer in (True, False))
    return tuple((option.key, in_language(option.text, current_language())) for option in question.options)
