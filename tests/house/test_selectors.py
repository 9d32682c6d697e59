"""The style sheets and the queries name only classes that exist; a renamed class would match nothing, in silence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import textual.containers
import textual.widgets

from tests.house.source import ROOT, modules

QUERIES = frozenset({"query", "query_one", "query_children"})
CLASS = re.compile(r"(?<![\w$.#&:-])[A-Z]\w+")
TEXTUAL = (
    frozenset(vars(textual.widgets)["__all__"])
    | frozenset(dir(textual.containers))
    | {"Screen", "ModalScreen", "Widget"}
)
TEXTUAL_PARTS = frozenset({"CommandInput", "CommandList", "CommandPalette", "SearchIcon", "Toast", "ToastRack"})
"""Widgets inside Textual's own, which it does not export."""


def _selectors() -> Iterator[tuple[str, str]]:
    """Where a selector is, and the selector."""
    for path in sorted((ROOT / "tui_app" / "ui" / "styles").glob("*.tcss")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector in re.findall(r"([^{};]+)\{", text):
            yield path.name, selector
    for module in modules():
        for node, name in module.calls():
            if name in QUERIES and node.args and isinstance(node.args[0], ast.Constant):
                yield module.path, str(node.args[0].value)


def test_selectors_name_only_classes_that_exist() -> None:
    ours = {node.name for module in modules() for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef)}
    known = ours | TEXTUAL | TEXTUAL_PARTS
    assert not [
        f"{place}: {name}" for place, selector in _selectors() for name in CLASS.findall(selector) if name not in known
    ]
    assert "TopBar" in {name for _, selector in _selectors() for name in CLASS.findall(selector)}
