"""What is wrong in a TOML file of the organisation, in terms of the file; what holds for every such file.

Slow to load; imported where a file is checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import cast

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from tui_app.domain.forms.template_problems import TemplateProblem
from tui_app.domain.forms.toml_lines import TomlLines, TomlPath
from tui_app.domain.forms.translations import language_order
from tui_app.domain.text_normalization import excerpt

Finding = tuple[TomlPath, str, dict[str, object]]
"""The place of a problem, its code, and values for the words."""
Models = Mapping[str, type[BaseModel]]
"""The name of a part -> its model; "" for the whole file."""

_EXPECTED_TYPES = {
    "string_type": "text",
    "int_type": "whole_number",
    "bool_type": "true_or_false",
    "list_type": "list",
    "dict_type": "words",
    "model_type": "table",
}


def pydantic_findings(error: ValidationError, models: Models) -> list[Finding]:
    """The errors of pydantic as findings."""
    return [_translate_pydantic_error(detail, models) for detail in error.errors(include_url=False)]


def _translate_pydantic_error(error: ErrorDetails, models: Models) -> Finding:
    path: TomlPath = tuple(error["loc"])
    kind, values = error["type"], dict(error.get("ctx", {}))
    found = excerpt(error["input"])
    if path and path[-1] == "[key]":
        return path[:-1], "bad_language", {"found": found}
    if kind == "extra_forbidden":
        return path, "unknown_field", {"expected": ", ".join(_sibling_fields(path, models))}
    if kind == "enum":
        choices = cast("type[StrEnum]", _sibling_fields(path, models)[str(path[-1])].annotation)
        return path, "not_one_of", {"found": found, "expected": ", ".join(choices)}
    if kind == "string_pattern_mismatch":
        return path, "bad_key", {"found": found}
    if kind == "too_short":
        return path, "missing", {}
    if kind in _EXPECTED_TYPES:
        return path, "wrong_type", {"expected": _EXPECTED_TYPES[kind]}
    return path, kind, values


def _sibling_fields(path: TomlPath, models: Models) -> Mapping[str, FieldInfo]:
    names = [part for part in path[:-1] if isinstance(part, str)]
    return models[names[-1] if names else ""].model_fields


def add_findings(findings: list[Finding], more: Iterable[Finding]) -> list[Finding]:
    """Findings with others behind them, without those that say the same of a language."""
    no_language = {path for path, code, _ in findings if code == "bad_language"}
    return findings + [one for one in more if one[1] != "language_extra" or one[0] not in no_language]


def check_languages(texts: Sequence[tuple[TomlPath, Mapping[str, object]]]) -> Iterator[Finding]:
    """All texts must be in the same languages: those that at least half of them have."""
    counts = Counter(language for _, translations in texts for language in translations)
    expected = language_order({language for language, count in counts.items() if 2 * count >= len(texts)})
    for path, translations in texts:
        for language in expected:
            if language not in translations:
                yield path, "language_missing", {"language": excerpt(language)}
        for language in translations:
            if language not in expected:
                yield (*path, language), "language_extra", {"expected": ", ".join(expected)}


def problems_by_line(text: str, findings: Iterable[Finding]) -> list[TemplateProblem]:
    """The findings with the lines of the text that they are about, in the order of the lines."""
    lines = TomlLines(text)
    problems = [
        TemplateProblem(lines.line(path), describe_path(path), code, values, path) for path, code, values in findings
    ]
    return sorted(problems, key=lambda problem: problem.line)


def describe_path(path: TomlPath) -> str:
    """A place in the words of the file, counted from 1: `sections 2, questions 1, kind`."""
    words = ""
    for part in path:
        words += f" {part + 1}" if isinstance(part, int) else f", {excerpt(part) or '?'}"
    return words.removeprefix(", ").strip()
