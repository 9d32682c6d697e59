"""Forms as JSON, as they are stored in the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tui_app.domain.forms.form import Form, Option, Question, QuestionKind, Respondent, Scale, Section
from tui_app.domain.forms.translations import Translations
from tui_app.domain.records.conversation import ConversationKind


def _sorted_translations(translations: Translations) -> dict[str, str]:
    return {code: translations[code] for code in sorted(translations)}


def _question_to_json(question: Question) -> dict[str, Any]:
    scale = question.scale
    return {
        "key": question.key,
        "text": _sorted_translations(question.text),
        "kind": question.kind.value,
        "who": question.who.value,
        "hint": _sorted_translations(question.hint),
        "required": question.required,
        "options": [{"key": option.key, "text": _sorted_translations(option.text)} for option in question.options],
        "scale": scale
        and {
            "low": scale.low,
            "high": scale.high,
            "low_text": _sorted_translations(scale.low_text),
            "high_text": _sorted_translations(scale.high_text),
        },
    }


def form_to_json(form: Form) -> dict[str, Any]:
    """The form as plain values for JSON.

    Every field is there, in a fixed order, so that equal forms give equal bytes.
    """
    return {
        "key": form.key,
        "kind": form.kind.value,
        "title": _sorted_translations(form.title),
        "sections": [
            {
                "key": section.key,
                "title": _sorted_translations(section.title),
                "minutes": section.minutes,
                "hint": _sorted_translations(section.hint),
                "questions": [_question_to_json(question) for question in section.questions],
            }
            for section in form.sections
        ],
    }


def _question_from_json(data: Mapping[str, Any]) -> Question:
    return Question(
        key=data["key"],
        text=dict(data["text"]),
        kind=QuestionKind(data["kind"]),
        who=Respondent(data["who"]),
        hint=dict(data["hint"]),
        required=data["required"],
        options=tuple(Option(option["key"], dict(option["text"])) for option in data["options"]),
        scale=Scale(**data["scale"]) if data["scale"] else None,
    )


def form_from_json(data: Mapping[str, Any]) -> Form:
    """The form that `form_to_json` wrote. The data is our own and is not validated again."""
    return Form(
        key=data["key"],
        kind=ConversationKind(data["kind"]),
        title=dict(data["title"]),
        sections=tuple(
            Section(
                key=section["key"],
                title=dict(section["title"]),
                minutes=section["minutes"],
                questions=tuple(_question_from_json(question) for question in section["questions"]),
                hint=dict(section["hint"]),
            )
            for section in data["sections"]
        ),
    )
