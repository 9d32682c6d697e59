"""What is asked about a form, a section and a question, and how what was typed becomes a part of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

from textual import on

from tui_app.domain import form_editing as editing
from tui_app.domain.forms import (
    Answerer,
    Form,
    Option,
    Question,
    QuestionKind,
    Scale,
    Section,
    Words,
    in_language,
    language_order,
)
from tui_app.domain.records import ConversationKind
from tui_app.domain.refusals import Invalid
from tui_app.domain.texts import clean_line
from tui_app.ui import words
from tui_app.ui.language import _, told
from tui_app.ui.modals.form import Field, FormScreen, Kind
from tui_app.ui.template_words import ANSWERERS, QUESTION_KINDS, language_name
from tui_app.ui.widgets.choice import ChoiceField

Values = Mapping[str, object]

USUAL_MINUTES = 10
"""What a new section begins with."""
OFFERED = ("nb", "nn", "en")
"""Languages that can be chosen without knowing their code."""

_ONLY_FOR = {
    "options": (QuestionKind.ONE_OF, QuestionKind.SEVERAL_OF),
    "low": (QuestionKind.SCALE,),
    "high": (QuestionKind.SCALE,),
    "lowest": (QuestionKind.SCALE,),
    "highest": (QuestionKind.SCALE,),
}
"""Beginning of a field's key -> the kinds of question that have it."""


class PartForm(FormScreen):
    """A form about a part of a form, with room for long labels."""


class QuestionForm(PartForm):
    """The form about a question: shows the fields that its kind needs, and hands over only those."""

    def on_mount(self) -> None:
        """Begin with the kind that the question has."""
        self._all = self._fields
        self._show_needed()

    @property
    def every_field(self) -> tuple[Field, ...]:
        """Those of the other kinds too."""
        return self._all

    @on(ChoiceField.Changed, "#field-kind")
    def _kind_changed(self) -> None:
        self._show_needed()

    def _show_needed(self) -> None:
        kind = self.query_one("#field-kind", ChoiceField).value
        needed = []
        for field in self._all:
            kinds = _ONLY_FOR.get(field.key.partition("_")[0])
            wanted = kinds is None or kind in kinds
            line = self.query_one(f"#problem-{field.key}").parent
            if line is not None:
                line.display = wanted
            if wanted:
                needed.append(field)
        self._fields = tuple(needed)


def _texts(key: str, label: str, there: Words, languages: Sequence[str], **more: Any) -> list[Field]:
    """A field for a text in each language; their labels name the language where there are several."""
    return [
        Field(
            f"{key}_{code}",
            label if len(languages) == 1 else told(_("$what ($language)"), what=label, language=language_name(code)),
            value=there.get(code, ""),
            **more,
        )
        for code in languages
    ]


def _words_of(values: Values, key: str) -> dict[str, str]:
    """What was typed into the fields of one text, by language; empty ones are left out."""
    start = f"{key}_"
    typed = {name.removeprefix(start): clean_line(str(text)) for name, text in values.items() if name.startswith(start)}
    return {code: text for code, text in typed.items() if text}


def _needed(values: Values, key: str) -> dict[str, str]:
    """The text of this key, in at least one language.

    Raises:
        Invalid: it stands in none.
    """
    there = _words_of(values, key)
    if not there:
        raise Invalid({next(name for name in values if name.startswith(f"{key}_")): "missing"})
    return there


def _whole(values: Values, key: str, least: int, most: int) -> int:
    """A whole number.

    Raises:
        Invalid: it is none, or too small or large.
    """
    typed = str(values[key]).strip().replace("−", "-")
    if not re.fullmatch(r"-?\d{1,6}", typed):
        raise Invalid({key: "not_a_number"})
    if not least <= int(typed) <= most:
        raise Invalid({key: "out_of_range"})
    return int(typed)


def _yes_no(key: str, label: str, value: bool) -> Field:
    return Field(key, label, Kind.CHOICE, value, ((False, _("no")), (True, _("yes"))))


def title_fields(form: Form, languages: Sequence[str]) -> list[Field]:
    """What a copy is asked for."""
    return _texts("title", _("Heading"), form.title, languages, required=True)


def title_from(values: Values) -> Words:
    """The title of a copy.

    Raises:
        Invalid: there is none.
    """
    return _needed(values, "title")


def new_form_fields(language: str) -> list[Field]:
    """What is asked for a form that is made from nothing; its texts are in one language at first."""
    return [
        *_texts("title", _("Heading"), {}, [language], required=True),
        Field("kind", _("Kind"), Kind.CHOICE, ConversationKind.OTHER, _kinds()),
        *_texts("section", _("First section"), {}, [language], required=True),
        Field("minutes", _("Time (minutes)"), value=str(USUAL_MINUTES), required=True),
    ]


def new_form_from(values: Values) -> tuple[Words, ConversationKind, Section]:
    """Title, kind and first section of a new form.

    Raises:
        Invalid: no title, no heading of the section, or minutes that are no number from 1 to 240.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    title, section = _needed(values, "title"), _needed(values, "section")
    as_typed: dict[str, object] = {f"title_{code}": text for code, text in section.items()}
    return title, kind, section_from(as_typed | {"minutes": values["minutes"]})


def _kinds() -> tuple[tuple[object, str], ...]:
    return tuple((kind, _(words.CONVERSATION_KINDS[kind])) for kind in ConversationKind)


def form_fields(form: Form, languages: Sequence[str]) -> list[Field]:
    """What is asked about a form as a whole."""
    offered = language_order({*OFFERED, *languages})
    return [
        *title_fields(form, languages),
        Field("kind", _("Kind"), Kind.CHOICE, form.kind, _kinds()),
        *(
            _yes_no(f"language_{code}", told(_("In $language"), language=language_name(code)), code in languages)
            for code in offered
        ),
        Field("another", _("Another language"), hint=_("its code, for example se")),
    ]


def form_with(form: Form, values: Values) -> Form:
    """The form with what was typed about it as a whole; a new language begins with the title in another.

    Raises:
        Invalid: no title, no language, or a code that is none.
    """
    kind = values["kind"]
    assert isinstance(kind, ConversationKind)
    wanted = {name.removeprefix("language_") for name, yes in values.items() if name.startswith("language_") and yes}
    another = clean_line(str(values["another"]))
    if another and not re.fullmatch(r"[a-z]{2,3}([_-][A-Za-z0-9]{2,8})?", another):
        raise Invalid({"another": "bad_language"})
    wanted |= {another} if another else set()
    if not wanted:
        raise Invalid({f"language_{OFFERED[0]}": "language_needed"})
    title = _needed(values, "title")
    title |= {code: in_language(title, code) for code in wanted if code not in title}
    changed = editing.change_form(form, replace(form, kind=kind, title=title))
    return editing.keep_languages(changed, wanted)


def section_fields(section: Section | None, languages: Sequence[str]) -> list[Field]:
    """What is asked about a section."""
    return [
        *_texts("title", _("Heading"), section.title if section else {}, languages, required=True),
        Field("minutes", _("Time (minutes)"), value=str(section.minutes if section else USUAL_MINUTES), required=True),
        *_texts("hint", _("Help"), section.hint if section else {}, languages, hint=_("if you like")),
    ]


def section_from(values: Values, key: str = "") -> Section:
    """The section that was typed, without its questions.

    Raises:
        Invalid: no title, or minutes that are no number from 1 to 240.
    """
    from tui_app.domain.template_checks import MOST_MINUTES

    title, minutes = _needed(values, "title"), _whole(values, "minutes", 1, MOST_MINUTES)
    return Section(key, title, minutes, (), _words_of(values, "hint"))


def question_fields(question: Question | None, languages: Sequence[str]) -> list[Field]:
    """What is asked about a question; `QuestionForm` shows those that its kind needs."""
    now = question or Question("", {})
    scale = now.scale or Scale(1, 5, {}, {})
    lines = {code: "\n".join(option.text.get(code, "") for option in now.options) for code in languages}
    kinds = tuple((kind, _(name)) for kind, name in QUESTION_KINDS.items())
    answerers = tuple((who, _(name)) for who, name in ANSWERERS.items())
    return [
        *_texts("question", _("Question"), now.text, languages, required=True),
        Field("kind", _("Kind"), Kind.CHOICE, now.kind, kinds),
        *_texts("options", _("Options, one on each line"), lines, languages, kind=Kind.NOTE),
        Field("low", _("Lowest step"), value=str(scale.low)),
        *_texts("lowest", _("It means"), scale.low_text, languages),
        Field("high", _("Highest step"), value=str(scale.high)),
        *_texts("highest", _("It means"), scale.high_text, languages),
        Field("who", _("Answered by"), Kind.CHOICE, now.who, answerers),
        _yes_no("required", _("Required"), now.required),
        *_texts("hint", _("Help"), now.hint, languages, hint=_("if you like")),
    ]


def question_from(values: Values, before: Question | None) -> Question:
    """The question that was typed; options keep the keys they had.

    Raises:
        Invalid: no text, or a scale whose steps are no small whole numbers in order.
    """
    kind, who = values["kind"], values["who"]
    assert isinstance(kind, QuestionKind)
    assert isinstance(who, Answerer)
    return Question(
        key=before.key if before else "",
        text=_needed(values, "question"),
        kind=kind,
        who=who,
        hint=_words_of(values, "hint"),
        required=bool(values["required"]),
        options=_options(values, before.options if before else ()) if kind in _ONLY_FOR["options"] else (),
        scale=_scale(values) if kind is QuestionKind.SCALE else None,
    )


def _scale(values: Values) -> Scale:
    from tui_app.domain.template_checks import FARTHEST_STEP, MOST_STEPS

    low, high = (_whole(values, key, -FARTHEST_STEP, FARTHEST_STEP) for key in ("low", "high"))
    if low >= high:
        raise Invalid({"high": "not_above"})
    if high - low + 1 > MOST_STEPS:
        raise Invalid({"high": "too_many_steps"})
    return Scale(low, high, _words_of(values, "lowest"), _words_of(values, "highest"))


def _options(values: Values, before: Sequence[Option]) -> tuple[Option, ...]:
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
