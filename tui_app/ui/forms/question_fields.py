"""The dialog about a question of a form, and what is made of its values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from textual import on

from tui_app.domain.errors import InvalidInput
from tui_app.domain.forms.form import Option, Question, QuestionKind, Respondent, Scale
from tui_app.domain.text_normalization import clean_line
from tui_app.text.forms.labels import ANSWERER_LABELS
from tui_app.text.forms.question_kinds import QUESTION_KIND_TEXTS
from tui_app.text.i18n import _
from tui_app.ui.dialogs.fields import FieldKind, FormField
from tui_app.ui.dialogs.form import FormDialog
from tui_app.ui.forms.fields import (
    FormValues,
    required_texts,
    text_fields,
    texts_by_language,
    whole_number,
    yes_no_field,
)
from tui_app.ui.widgets.fields.choice import ChoiceField

_FIELDS_BY_KIND = {
    "options": (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF),
    "low": (QuestionKind.SCALE,),
    "high": (QuestionKind.SCALE,),
    "lowest": (QuestionKind.SCALE,),
    "highest": (QuestionKind.SCALE,),
}
"""Start of a field's key -> the kinds of question that have the field."""


class QuestionDialog(FormDialog):
    """The dialog about a question. Shows, checks and submits only the fields of the chosen kind."""

    def on_mount(self) -> None:
        """Show the fields of the question's kind."""
        self._all_fields = self._fields
        self._show_fields_for_kind()

    @property
    def all_fields(self) -> tuple[FormField, ...]:
        """The fields, including those of other kinds."""
        return self._all_fields

    @on(ChoiceField.Changed, "#field-kind")
    def _show_fields_for_kind(self) -> None:
        kind = self.query_one("#field-kind", ChoiceField).value
        shown = []
        for field in self._all_fields:
            kinds = _FIELDS_BY_KIND.get(field.key.partition("_")[0])
            is_shown = kinds is None or kind in kinds
            line = self.query_one(f"#problem-{field.key}").parent
            if line is not None:
                line.display = is_shown
            if is_shown:
                shown.append(field)
        self._fields = tuple(shown)


def question_fields(question: Question | None, languages: Sequence[str]) -> list[FormField]:
    """The fields for a question of any kind; None for a new one."""
    current = question or Question("", {})
    scale = current.scale or Scale(1, 5, {}, {})
    options = {code: "\n".join(option.text.get(code, "") for option in current.options) for code in languages}
    kinds = tuple((kind, _(text.label)) for kind, text in QUESTION_KIND_TEXTS.items())
    answerers = tuple((who, _(name)) for who, name in ANSWERER_LABELS.items())
    return [
        *text_fields("question", _("Question"), current.text, languages, required=True),
        FormField("kind", _("Type"), FieldKind.CHOICE, current.kind, kinds),
        *text_fields("options", _("Options, one per line"), options, languages, kind=FieldKind.NOTE),
        FormField("low", _("Lowest step"), value=str(scale.low)),
        *text_fields("lowest", _("Meaning"), scale.low_text, languages),
        FormField("high", _("Highest step"), value=str(scale.high)),
        *text_fields("highest", _("Meaning"), scale.high_text, languages),
        FormField("who", _("Answered by"), FieldKind.CHOICE, current.who, answerers),
        yes_no_field("required", _("Required"), current.required),
        *text_fields("hint", _("Help"), current.hint, languages, hint=_("optional")),
    ]


def parse_question(values: FormValues, before: Question | None) -> Question:
    """The question that was typed. It and its options keep their keys.

    Args:
        values: the values of the fields of its kind.
        before: the question as it was; None for a new one.

    Raises:
        InvalidInput: there is no text, or the steps of the scale are wrong.
    """
    kind, who = values["kind"], values["who"]
    assert isinstance(kind, QuestionKind)
    assert isinstance(who, Respondent)
    return Question(
        key=before.key if before else "",
        text=required_texts(values, "question"),
        kind=kind,
        who=who,
        hint=texts_by_language(values, "hint"),
        required=bool(values["required"]),
        options=_parse_options(values, before.options if before else ()) if kind in _FIELDS_BY_KIND["options"] else (),
        scale=_parse_scale(values) if kind is QuestionKind.SCALE else None,
    )


def _parse_scale(values: FormValues) -> Scale:
    from tui_app.domain.forms.template_models import MAX_SCALE_VALUE
    from tui_app.domain.forms.validation import MAX_SCALE_STEPS

    low, high = (whole_number(values, key, -MAX_SCALE_VALUE, MAX_SCALE_VALUE) for key in ("low", "high"))
    if low >= high:
        raise InvalidInput({"high": "not_above"})
    if high - low + 1 > MAX_SCALE_STEPS:
        raise InvalidInput({"high": "too_many_steps"})
    return Scale(low, high, texts_by_language(values, "lowest"), texts_by_language(values, "highest"))


def _parse_options(values: FormValues, before: Sequence[Option]) -> tuple[Option, ...]:
    """The options that were typed, one a line, the same line in each language.

    An option keeps its key if its text in any language is unchanged, or if the number of options is unchanged and no
    other option has taken its text.
    """
    typed = {code.removeprefix("options_"): str(text) for code, text in values.items() if code.startswith("options_")}
    lines = zip_longest(*(text.split("\n") for text in typed.values()), fillvalue="")
    cleaned = [dict(zip(typed, map(clean_line, line), strict=True)) for line in lines]
    texts = [{code: text for code, text in line.items() if text} for line in cleaned if any(line.values())]
    unmatched, keys = list(before), [""] * len(texts)
    for index, text in enumerate(texts):
        same = next((option for option in unmatched if option.text.items() & text.items()), None)
        if same is not None:
            unmatched.remove(same)
            keys[index] = same.key
    if len(texts) == len(before):
        for index, option in enumerate(before):
            if option in unmatched and not keys[index]:
                keys[index] = option.key
    return tuple(Option(key, text) for key, text in zip(keys, texts, strict=True))
