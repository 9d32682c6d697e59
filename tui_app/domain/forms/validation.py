"""Validate a template: the structure of its file, and the rules across its parts.

Slow to load; `template_file` imports it where a template is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from tui_app.domain.forms.findings import (
    Finding,
    add_findings,
    check_languages,
    describe_path,
    pydantic_findings,
)
from tui_app.domain.forms.form import DEFAULT_QUESTION_KIND, Form, QuestionKind
from tui_app.domain.forms.question_kinds import QUESTION_KINDS
from tui_app.domain.forms.template_models import (
    MAX_SCALE_VALUE,
    OptionModel,
    QuestionModel,
    ScaleModel,
    SectionModel,
    TemplateModel,
    TemplateModelBase,
)
from tui_app.domain.forms.toml_lines import TomlPath
from tui_app.domain.text_normalization import excerpt

MAX_SECTIONS = 40
MAX_QUESTIONS = 200
MIN_OPTIONS = 2
MAX_OPTIONS = 40
MAX_SCALE_STEPS = 11

_MODELS: Mapping[str, type[TemplateModelBase]] = {
    "": TemplateModel,
    "sections": SectionModel,
    "questions": QuestionModel,
    "options": OptionModel,
    "scale": ScaleModel,
}
"""The name of a part -> its model."""


def validate_template(raw: Mapping[str, object]) -> tuple[Form | None, list[Finding]]:
    """The form in a parsed file, or everything that is wrong with it.

    Args:
        raw: the parsed TOML; it may contain anything.
    """
    model, findings = None, []
    try:
        model = TemplateModel.model_validate(raw)
    except ValidationError as error:
        findings = pydantic_findings(error, _MODELS)
    findings = add_findings(findings, _check_consistency(raw))
    return (model.to_form() if model and not findings else None, findings)


def _nested_tables(parent: object, name: str, path: TomlPath) -> Iterator[tuple[TomlPath, Mapping[str, Any]]]:
    tables = parent.get(name) if isinstance(parent, Mapping) else None
    for index, table in enumerate(tables if isinstance(tables, list) else ()):
        if isinstance(table, Mapping):
            yield (*path, name, index), table


def _check_consistency(raw: Mapping[str, object]) -> Iterator[Finding]:
    """The rules across parts. Parts that are wrong in themselves are skipped here."""
    sections = list(_nested_tables(raw, "sections", ()))
    if raw.get("sections", []) == []:
        yield ("sections",), "no_sections", {}
    questions: list[tuple[TomlPath, Mapping[str, Any]]] = []
    for path, section in sections:
        questions += _nested_tables(section, "questions", path)
        if section.get("questions", []) == []:
            yield (*path, "questions"), "no_questions", {}
    if len(sections) > MAX_SECTIONS:
        yield sections[MAX_SECTIONS][0], "too_many_sections", {"most": MAX_SECTIONS}
    if len(questions) > MAX_QUESTIONS:
        yield questions[MAX_QUESTIONS][0], "too_many_questions", {"most": MAX_QUESTIONS}
    yield from _check_unique_keys(sections)
    yield from _check_unique_keys(questions)
    for path, question in questions:
        yield from _check_unique_keys(list(_nested_tables(question, "options", path)))
        yield from _check_kind(path, question)
    yield from check_languages(list(_all_texts(raw)))


def _check_unique_keys(parts: list[tuple[TomlPath, Mapping[str, Any]]]) -> Iterator[Finding]:
    """Keys that are used a second time; the finding names the place of the first use."""
    first: dict[str, TomlPath] = {}
    for path, part in parts:
        key = part.get("key")
        if isinstance(key, str) and key in first:
            yield (*path, "key"), "key_twice", {"found": excerpt(key), "first": describe_path(first[key])}
        elif isinstance(key, str):
            first[key] = path


def _check_kind(path: TomlPath, question: Mapping[str, Any]) -> Iterator[Finding]:
    """Check that options and scale are there exactly if the kind of question needs them."""
    kind = question.get("kind", DEFAULT_QUESTION_KIND.value)
    if kind not in list(QuestionKind):
        return
    rules = QUESTION_KINDS[QuestionKind(kind)]
    options, scale = question.get("options", []), question.get("scale")
    if isinstance(options, list):
        if options and not rules.needs_options:
            yield (*path, "options"), "options_not_expected", {"kind": kind}
        elif rules.needs_options and len(options) < MIN_OPTIONS:
            yield (*path, "options"), "too_few_options", {"least": MIN_OPTIONS}
        elif len(options) > MAX_OPTIONS:
            yield (*path, "options"), "too_many_options", {"most": MAX_OPTIONS}
    if rules.needs_scale and scale is None:
        yield (*path, "scale"), "scale_missing", {}
    elif scale is not None and not rules.needs_scale:
        yield (*path, "scale"), "scale_not_expected", {"kind": kind}
    elif isinstance(scale, Mapping):
        yield from _check_scale(path, scale)


def _check_scale(path: TomlPath, scale: Mapping[str, Any]) -> Iterator[Finding]:
    low, high = scale.get("low"), scale.get("high")
    if type(low) is not int or type(high) is not int or max(abs(low), abs(high)) > MAX_SCALE_VALUE:
        return
    if low >= high:
        yield (*path, "scale", "high"), "scale_order", {"low": low, "high": high}
    elif high - low + 1 > MAX_SCALE_STEPS:
        yield (*path, "scale", "high"), "too_many_steps", {"most": MAX_SCALE_STEPS, "steps": high - low + 1}


def _all_texts(raw: Mapping[str, object]) -> Iterator[tuple[TomlPath, Mapping[str, object]]]:
    """Every text with its translations. A missing hint needs none."""

    def texts(path: TomlPath, part: Mapping[str, Any], *names: str) -> Iterator[tuple[TomlPath, Mapping[str, object]]]:
        for name in names:
            if isinstance(part.get(name), Mapping) and part[name]:
                yield (*path, name), part[name]

    yield from texts((), raw, "title")
    for path, section in _nested_tables(raw, "sections", ()):
        yield from texts(path, section, "title", "hint")
        for question_path, question in _nested_tables(section, "questions", path):
            yield from texts(question_path, question, "text", "hint")
            for option_path, option in _nested_tables(question, "options", question_path):
                yield from texts(option_path, option, "text")
            if isinstance(question.get("scale"), Mapping):
                yield from texts((*question_path, "scale"), question["scale"], "low_text", "high_text")
