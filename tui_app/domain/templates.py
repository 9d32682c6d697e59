"""The organisation's own form as a file: TOML read into a form with every mistake told at once, and written back."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tui_app.domain.forms import Form, Question, language_order
from tui_app.domain.refusals import Refusal
from tui_app.domain.template_lines import TemplateLines

SIZE_LIMIT = 200_000
"""Largest file, in bytes."""

_PLACE = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_DEEP_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){30}""")
"""Python's parser takes a time that grows with the square of a dotted key's length."""


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One mistake in a template.

    Attributes:
        line: in the file, from 1; 0 when the form does not come from a file.
        where: the place in the file's own words, counted from 1: `sections 2, questions 1, kind`; "" is the whole.
        code: what is wrong, for the screen to put into words.
        values: what was found and expected.
        path: the place for programs, counted from 0: `("sections", 1, "questions", 0, "kind")`.
    """

    line: int
    where: str
    code: str
    values: Mapping[str, object]
    path: tuple[str | int, ...] = ()


class TemplateWrong(Refusal):
    """A template cannot be used.

    Attributes:
        problems: all that is wrong with it, in the order of the file.
    """

    def __init__(self, problems: Iterable[TemplateProblem], **values: object) -> None:
        self.problems = tuple(problems)
        super().__init__("template_wrong", count=len(self.problems), **values)


def read_toml(text: str) -> dict[str, Any]:
    """What a TOML text holds, as plain values.

    Raises:
        TemplateWrong: with the one problem that kept it from being read: `too_large`, `empty`, `too_deep` or `toml`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > SIZE_LIMIT:
        raise TemplateWrong([TemplateProblem(1, "", "too_large", {"most": SIZE_LIMIT})])
    deep = _DEEP_KEY.search(text)
    if deep:
        raise TemplateWrong([TemplateProblem(text.count("\n", 0, deep.start()) + 1, "", "too_deep", {})])
    try:
        raw = tomllib.loads(text)
    except RecursionError as error:
        raise TemplateWrong([TemplateProblem(1, "", "too_deep", {})]) from error
    except ValueError as error:
        raise TemplateWrong([_not_toml(text, str(error))]) from error
    if not raw:
        raise TemplateWrong([TemplateProblem(1, "", "empty", {})])
    return raw


def _not_toml(text: str, said: str) -> TemplateProblem:
    """What Python's parser said, with its place apart; at the end of the file that is the last line."""
    found = _PLACE.fullmatch(said)
    if found is None:
        return TemplateProblem(1, "", "toml", {"said": said, "column": 1})
    lines = text.split("\n")
    line, column = (int(found[2]), int(found[3])) if found[2] else (len(lines), len(lines[-1]) + 1)
    return TemplateProblem(line, "", "toml", {"said": found[1], "column": column})


def parse_template(text: str) -> Form:
    """The form in a template file (`data/templates/yearly.toml` explains the format).

    Raises:
        TemplateWrong: with every mistake at once.
    """
    from tui_app.domain.template_checks import checked, place

    raw = read_toml(text)
    form, findings = checked(raw)
    if form is None:
        lines = TemplateLines(text)
        problems = [
            TemplateProblem(lines.line(path), place(path), code, values, path) for path, code, values in findings
        ]
        raise TemplateWrong(sorted(problems, key=lambda problem: problem.line))
    return form


def problems_of(form: Form) -> tuple[TemplateProblem, ...]:
    """What is wrong with a form that is being edited: the same checks as of a file, in the order of the form."""
    from tui_app.domain.template_checks import checked, place

    _, findings = checked(as_toml(form))
    problems = [TemplateProblem(0, place(path), code, values, path) for path, code, values in findings]
    return tuple(sorted(problems, key=lambda problem: _numbers(problem.path)))


def _numbers(path: tuple[str | int, ...]) -> tuple[int, ...]:
    return tuple(part for part in path if isinstance(part, int))


def _question_as_toml(question: Question) -> dict[str, Any]:
    scale = question.scale
    told: dict[str, Any] = {"key": question.key, "text": dict(question.text), "kind": question.kind.value}
    told["who"] = question.who.value
    if question.required:
        told["required"] = True
    if question.hint:
        told["hint"] = dict(question.hint)
    if question.options:
        told["options"] = [{"key": option.key, "text": dict(option.text)} for option in question.options]
    if scale:
        told["scale"] = {"low": scale.low, "high": scale.high}
        told["scale"] |= {"low_text": dict(scale.low_text), "high_text": dict(scale.high_text)}
    return told


def as_toml(form: Form) -> dict[str, Any]:
    """The form as a template file holds it, in plain values: what nobody wrote is left out."""
    sections = []
    for section in form.sections:
        told: dict[str, Any] = {"key": section.key, "title": dict(section.title), "minutes": section.minutes}
        if section.hint:
            told["hint"] = dict(section.hint)
        sections.append(told | {"questions": [_question_as_toml(question) for question in section.questions]})
    return {"key": form.key, "kind": form.kind.value, "title": dict(form.title), "sections": sections}


def write_template(form: Form) -> str:
    """The form as the text of a template file, which `parse_template` reads back to an equal form."""
    whole = as_toml(form)
    lines = _lines(whole, "sections")
    for section in whole["sections"]:
        lines += ["", "[[sections]]", *_lines(section, "questions")]
        for question in section["questions"]:
            lines += ["", "[[sections.questions]]", *_lines(question)]
    return "\n".join(lines) + "\n"


_WORDS = ("title", "text", "hint")


def _lines(table: Mapping[str, Any], left_out: str = "") -> list[str]:
    """A line for each field; texts have one for each language, and options one each."""
    lines: list[str] = []
    for name, value in table.items():
        if name == left_out:
            continue
        if name in _WORDS:
            lines += [f"{name}.{_name(code)} = {_value(value[code])}" for code in language_order(value)]
            if not value:
                lines.append(f"{name} = {{}}")
        elif name == "scale":
            lines += [f"scale.{end} = {_value(value[end])}" for end in value]
        elif name == "options":
            lines += ["options = [", *(f"    {_value(option)}," for option in value), "]"]
        else:
            lines.append(f"{name} = {_value(value)}")
    return lines


def _name(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _value(name)


def _value(value: Any) -> str:
    """A value in TOML: strings, numbers and truth are written as in JSON, but for one character."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_name(name)} = {_value(inner)}" for name, inner in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
