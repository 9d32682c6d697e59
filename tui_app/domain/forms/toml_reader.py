"""Read a TOML text as plain values, and report why it cannot be read."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from tui_app.domain.forms.template_problems import InvalidTemplate, TemplateProblem

TEMPLATE_FILE_LIMIT = 200_000
"""Largest file, in bytes."""
_ERROR_POSITION = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_DEEPLY_NESTED_KEY = re.compile(r"""(?<![\w"'-])(?:[\w"'-]++[ \t]*+\.[ \t]*+){30}""")
"""The time that Python's parser needs grows with the square of a dotted key's length."""


def read_toml(text: str) -> dict[str, Any]:
    """Read a TOML text as plain values.

    Raises:
        InvalidTemplate: with the problem that kept it from being read: `too_large`, `empty`, `too_deep` or `toml`.
    """
    if len(text.encode("utf-8", "surrogatepass")) > TEMPLATE_FILE_LIMIT:
        raise InvalidTemplate([TemplateProblem(1, "", "too_large", {"most": TEMPLATE_FILE_LIMIT})])
    deep = _DEEPLY_NESTED_KEY.search(text)
    if deep:
        raise InvalidTemplate([TemplateProblem(text.count("\n", 0, deep.start()) + 1, "", "too_deep", {})])
    try:
        raw = tomllib.loads(text)
    except RecursionError as error:
        raise InvalidTemplate([TemplateProblem(1, "", "too_deep", {})]) from error
    except ValueError as error:
        raise InvalidTemplate([_toml_problem(text, str(error))]) from error
    if not raw:
        raise InvalidTemplate([TemplateProblem(1, "", "empty", {})])
    return raw


def _toml_problem(text: str, message: str) -> TemplateProblem:
    """The message of Python's parser with its position. At the end of the file, that is the last line."""
    found = _ERROR_POSITION.fullmatch(message)
    if found is None:
        return TemplateProblem(1, "", "toml", {"said": message, "column": 1})
    lines = text.split("\n")
    line, column = (int(found[2]), int(found[3])) if found[2] else (len(lines), len(lines[-1]) + 1)
    return TemplateProblem(line, "", "toml", {"said": found[1], "column": column})
