"""Small pieces: past these sizes, something wants its own room."""

from __future__ import annotations

import ast

from tests.house.source import Module, modules

LINES_OF_MODULE = 400
LINES_OF_FUNCTION = 40

EXCEPTIONS: dict[str, str] = {}
"""`path` or `path:function` -> why it may be longer."""


def _functions(module: Module) -> list[tuple[ast.AST, str, int]]:
    """Every function with its name and length, its decorators and docstring not counted."""
    found: list[tuple[ast.AST, str, int]] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            signature = node.body[0].lineno - node.lineno
            found.append((node, node.name, signature + (node.end_lineno or 0) - first.lineno + 1))
    return found


def test_a_module_can_be_read_at_a_sitting() -> None:
    lines = {module.path: len(module.text.splitlines()) for module in modules()}
    assert not {path: n for path, n in lines.items() if n > LINES_OF_MODULE and path not in EXCEPTIONS}


def test_a_function_fits_on_a_screen() -> None:
    assert not [
        module.at(node, f"{name} has {lines} lines")
        for module in modules()
        for node, name, lines in _functions(module)
        if lines > LINES_OF_FUNCTION and f"{module.path}:{name}" not in EXCEPTIONS
    ]


def test_exceptions_are_still_needed() -> None:
    long = {module.path for module in modules() if len(module.text.splitlines()) > LINES_OF_MODULE}
    long |= {
        f"{module.path}:{name}"
        for module in modules()
        for _, name, lines in _functions(module)
        if lines > LINES_OF_FUNCTION
    }
    assert EXCEPTIONS.keys() <= long
