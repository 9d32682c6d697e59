"""The organisation's forms as TOML files: all mistakes are reported at once, and a form can be written back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tui_app.domain.forms.form import Form, Question
from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem
from tui_app.domain.forms.toml_reader import read_toml
from tui_app.domain.forms.translations import language_order


def parse_template(text: str) -> Form:
    """Parse a template file (`data/templates/yearly.toml` explains the format).

    Raises:
        InvalidTemplate: with all mistakes at once.
    """
    from tui_app.domain.forms.findings import problems_by_line
    from tui_app.domain.forms.validation import validate_template

    form, findings = validate_template(read_toml(text))
    if form is None:
        raise InvalidTemplate(problems_by_line(text, findings))
    return form


def find_problems(form: Form) -> tuple[TemplateProblem, ...]:
    """Everything that keeps a form from being published, in the order of the form. The checks are those of a file."""
    from tui_app.domain.forms.findings import describe_path
    from tui_app.domain.forms.validation import validate_template

    _, findings = validate_template(form_to_toml(form))
    problems = [TemplateProblem(0, describe_path(path), code, values, path) for path, code, values in findings]
    return tuple(sorted(problems, key=lambda problem: _path_indexes(problem.path)))


def _path_indexes(path: tuple[str | int, ...]) -> tuple[int, ...]:
    return tuple(part for part in path if isinstance(part, int))


def _question_to_toml(question: Question) -> dict[str, Any]:
    scale = question.scale
    table: dict[str, Any] = {"key": question.key, "text": dict(question.text), "kind": question.kind.value}
    table["who"] = question.who.value
    if question.required:
        table["required"] = True
    if question.hint:
        table["hint"] = dict(question.hint)
    if question.options:
        table["options"] = [{"key": option.key, "text": dict(option.text)} for option in question.options]
    if scale:
        table["scale"] = {"low": scale.low, "high": scale.high}
        table["scale"] |= {"low_text": dict(scale.low_text), "high_text": dict(scale.high_text)}
    return table


def form_to_toml(form: Form) -> dict[str, Any]:
    """The form as plain values of a template file, without empty fields."""
    sections = []
    for section in form.sections:
        table: dict[str, Any] = {"key": section.key, "title": dict(section.title), "minutes": section.minutes}
        if section.hint:
            table["hint"] = dict(section.hint)
        sections.append(table | {"questions": [_question_to_toml(question) for question in section.questions]})
    return {"key": form.key, "kind": form.kind.value, "title": dict(form.title), "sections": sections}


def write_template(form: Form) -> str:
    """The form as the text of a template file. `parse_template` reads it back to an equal form."""
    table = form_to_toml(form)
    lines = _toml_lines(table, "sections")
    for section in table["sections"]:
        lines += ["", "[[sections]]", *_toml_lines(section, "questions")]
        for question in section["questions"]:
            lines += ["", "[[sections.questions]]", *_toml_lines(question)]
    return "\n".join(lines) + "\n"


_TRANSLATED_FIELDS = ("title", "text", "hint")


def _toml_lines(table: Mapping[str, Any], skipped: str = "") -> list[str]:
    """A line for each field; one for each language of a text and for each option."""
    lines: list[str] = []
    for name, value in table.items():
        if name == skipped:
            continue
        if name in _TRANSLATED_FIELDS:
            lines += [f"{name}.{_toml_key(code)} = {_toml_value(value[code])}" for code in language_order(value)]
            if not value:
                lines.append(f"{name} = {{}}")
        elif name == "scale":
            lines += [f"scale.{end} = {_toml_value(value[end])}" for end in value]
        elif name == "options":
            lines += ["options = [", *(f"    {_toml_value(option)}," for option in value), "]"]
        else:
            lines.append(f"{name} = {_toml_value(value)}")
    return lines


def _toml_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml_value(name)


def _toml_value(value: Any) -> str:
    """A value in TOML. Strings, numbers and booleans are written as in JSON, except for one character."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml_key(name)} = {_toml_value(inner)}" for name, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
