"""Whoever makes a message gives a value for each of its placeholders."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Template

from tests.house.source import Module, last_name, modules
from tui_app.text.administration.doctor import FINDING_MESSAGES
from tui_app.text.errors import ERROR_MESSAGES
from tui_app.text.key_meanings import KEY_IDS

FILLERS = {"format_message", "from_markup", "markup"}
"""Functions that fill a message's placeholders with the values they are given by name."""
ERRORS = {"DomainError", "StorageError", "NotAllowed", "NotFound"}
FINDINGS = {"ok_finding", "warning_finding", "error_finding"}
PASS_THROUGH = {
    "tui_app/domain/staff_list/": "tui_app/files/staff_lists/reading.py",
    "tui_app/files/staff_lists/": "tui_app/files/staff_lists/reading.py",
}
"""Folder -> the module through which all its errors pass."""
GIVEN_BY_TEXT = {"quoted", "code", *(name.replace("-", "_") for name in KEY_IDS.values())}
"""Values that `text` itself adds, among them what keys are called."""


def _texts(node: ast.expr) -> Iterator[str]:
    """The literal messages in an argument: within `_(…)`, `ngettext(…)` or a choice of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Call) and last_name(node.func) in ("_", "N_", "ngettext"):
        for argument in node.args[:2]:
            yield from _texts(argument)


def _missing(message: str, call: ast.Call) -> set[str]:
    given = {keyword.arg for keyword in call.keywords}
    return set() if None in given else set(Template(message).get_identifiers()) - given


def _added_later(module: Module) -> set[str]:
    """The values that a module adds to errors which pass through it: `error.values.setdefault("path", …)`."""
    calls = (call for call, name in module.calls() if name == "setdefault" and "values" in ast.dump(call.func))
    return {text for call in calls for text in _texts(call.args[0])}


def _values_added_to(module: Module) -> set[str]:
    through = {gate for folder, gate in PASS_THROUGH.items() if module.path.startswith(folder)}
    return {value for one in modules() if one.path in through | {module.path} for value in _added_later(one)}


def _unfilled(module: Module) -> Iterator[str]:
    tables = dict.fromkeys(ERRORS, ERROR_MESSAGES) | dict.fromkeys(FINDINGS, ERROR_MESSAGES | FINDING_MESSAGES)
    later = _values_added_to(module)
    for call, name in module.calls():
        if not call.args:
            continue
        if name in FILLERS:
            messages = list(_texts(call.args[0]))
        elif name in tables:
            messages = [tables[name][text] for text in _texts(call.args[0]) if text in tables[name]]
        else:
            continue
        for message in messages:
            if missing := _missing(message, call) - GIVEN_BY_TEXT - later:
                yield module.at(call, f"{message[:40]!r} lacks {sorted(missing)}")


def test_every_placeholder_gets_a_value() -> None:
    assert [finding for module in modules() for finding in _unfilled(module)] == []
