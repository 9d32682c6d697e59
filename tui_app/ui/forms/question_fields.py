"""What is asked about a question of a form, and how what was typed becomes the question."""

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
from tui_app.ui.forms.fields import (
    FormValues,
    TemplateFormDialog,
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
"""Beginning of a field's key -> the kinds of question that have it."""


class QuestionDialog(TemplateFormDialog):
    """The form about a question: shows the fields that its kind needs, and hands over only those."""

    def on_mount(self) -> None:
        """Begin with the kind that the question has."""
        self._all = self._fields
        self._show_needed()

    @property
    def all_fields(self) -> tuple[FormField, ...]:
        """The fields of every kind."""
        return self._all

    @on(ChoiceField.Changed, "#field-kind")
    def _kind_changed(self) -> None:
        self._show_needed()

    def _show_needed(self) -> None:
        kind = self.query_one("#field-kind", ChoiceField).value
        needed = []
        for field in self._all:
            kinds = _FIELDS_BY_KIND.get(field.key.partition("_")[0])
            wanted = kinds is None or kind in kinds
            line = self.query_one(f"#problem-{field.key}").parent
            if line is not None:
                line.display = wanted
            if wanted:
                needed.append(field)
        self._fields = tuple(needed)


def question_fields(question: Question | None, languages: Sequence[str]) -> list[FormField]:
    """What is asked about a question; `QuestionDialog` shows those that its kind needs."""
    now = question or Question("", {})
    scale = now.scale or Scale(1, 5, {}, {})
    lines = {code: "\n".join(option.text.get(code, "") for option in now.options) for code in languages}
    kinds = tuple((kind, _(text.label)) for kind, text in QUESTION_KIND_TEXTS.items())
    answerers = tuple((who, _(name)) for who, name in ANSWERER_LABELS.items())
    return [
        *text_fields("question", _("Question"), now.text, languages, required=True),
        FormField("kind", _("Type"), FieldKind.CHOICE, now.kind, kinds),
        *text_fields("options", _("Options, one per line"), lines, languages, kind=FieldKind.NOTE),
        FormField("low", _("Lowest step"), value=str(scale.low)),
        *text_fields("lowest", _("Meaning"), scale.low_text, languages),
        FormField("high", _("Highest step"), value=str(scale.high)),
        *text_fields("highest", _("Meaning"), scale.high_text, languages),
        FormField("who", _("Answered by"), FieldKind.CHOICE, now.who, answerers),
        yes_no_field("required", _("Required"), now.required),
        *text_fields("hint", _("Help"), now.hint, languages, hint=_("optional")),
    ]


def parse_question(values: FormValues, before: Question | None) -> Question:
    """The question that was typed; options keep the keys they had.

    Raises:
        InvalidInput: no text, or a scale whose steps are no small whole numbers in order.
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
    """One option a line, the same line in each language; keys by words that stayed, else by place."""
    typed = {code.removeprefix("options_"): str(text) for code, text in values.items() if code.startswith("options_")}
    lines = zip_longest(*(text.split("\n") for text in typed.values()), fillvalue="")
    cleaned = [dict(zip(typed, map(clean_line, line), strict=True)) for line in lines]
    texts = [{code: text for code, text in line.items() if text} for line in cleaned if any(line.values())]
    left, keys = list(before), [""] * len(texts)
    for place, text in enumerate(texts):
        same = next((one for one in left if one.text.items() & text.items()), None)
        if same is not None:
            left.remove(same)
            keys[place] = same.key
    if len(texts) == len(before):
        for place, old in enumerate(before):
            if old in left and not keys[place]:
                keys[place] = old.key
    return tuple(Option(key, text) for key, text in zip(keys, texts, strict=True))
