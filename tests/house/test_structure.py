"""The shape of the package and its tests: no import cycle, subjects apart, nothing too large to find one's way in."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tests.house.source import Module, modules, modules_of_tests

SUBJECTS = frozenset(
    {
        "actions",
        "administration",
        "conversations",
        "figures",
        "follow_up",
        "forms",
        "my_data",
        "people",
        "practice",
        "sign_in",
        "team",
    }
)
"""The packages of `ui` that belong to one subject each; they meet in `messages` only."""
SHARED = frozenset({"dialogs", "editing", "widgets"})
"""The packages of `ui` that several subjects use."""
ONLY_FOR_THE_APPLICATION = frozenset({"app", "flow_table", "navigation", "shell"})
"""What knows the subjects; no subject and nothing that subjects share may know it."""
ONLY_OPENED_BY = {"tui_app.ui.app": {"tui_app/wiring.py", "tui_app/cli/application.py"}}
"""Module -> the modules that may import it."""

MODULES_IN_A_FOLDER = 15
MODULES_IN_A_FOLDER_OF_TESTS = 20
LINES_OF_MODULE = 300
METHODS_OF_CLASS = 25
OWN_BASES = 3
COMPATIBILITY = "tui_app/ui/textual_compat/"
FOLDER_EXCEPTIONS: dict[str, str] = {}
"""Folder -> why it may hold more modules."""
CLASS_EXCEPTIONS = {
    "tui_app/ui/app.py:SamtaleApp": "Textual looks for the actions of application keys, and for its hooks, here",
}
"""`path:class` -> why it may have more methods or bases."""


def _name(module: Module) -> str:
    return module.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def import_graph() -> dict[str, set[str]]:
    """Module -> the modules of the package that it imports, inside functions and for type checking too."""
    names = {_name(module) for module in modules()}
    return {
        _name(module): {name for _, name in module.imports() if name in names and name != _name(module)}
        for module in modules()
    }


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import each other in a circle (Tarjan's strongly connected components)."""
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = lowest[name] = len(order)
        stack.append(name)
        for other in graph.get(name, ()):
            if other not in order:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], order[other])
        if lowest[name] == order[name]:
            group: list[str] = []
            while not group or group[-1] != name:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in order:
            visit(name)
    return found


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph = import_graph()
    ties = [
        f"{name} -> {other}" for group in cycles(graph) for name in group for other in sorted(graph[name] & set(group))
    ]
    assert not ties


def _ui_imports(module: Module) -> Iterator[tuple[str, str]]:
    """The packages and modules of `ui` that a module of `ui` imports: (where it is told, name below `ui`)."""
    for node, name in module.imports():
        parts = name.split(".")
        if parts[:2] == ["tui_app", "ui"] and len(parts) > 2:
            yield module.at(node, name), parts[2]


def _place(module: Module) -> str:
    """The package or module below `ui`: `team`, `context`."""
    return Path(module.path).relative_to("tui_app/ui").with_suffix("").parts[0]


def _in_ui() -> list[Module]:
    return [module for module in modules() if module.room == "ui" and module.path != "tui_app/ui/__init__.py"]


def test_subjects_meet_in_messages_only() -> None:
    assert not [
        where
        for module in _in_ui()
        if _place(module) in SUBJECTS | SHARED
        for where, place in _ui_imports(module)
        if place in SUBJECTS - {_place(module)}
    ]


def test_subjects_do_not_know_the_application() -> None:
    lower = {place for module in _in_ui() if (place := _place(module)) not in ONLY_FOR_THE_APPLICATION}
    assert not [
        where
        for module in _in_ui()
        if _place(module) in lower
        for where, place in _ui_imports(module)
        if place in ONLY_FOR_THE_APPLICATION
    ]


def test_only_the_start_imports_the_application() -> None:
    assert not [
        module.at(node, name)
        for module in modules()
        for node, name in module.imports()
        if name in ONLY_OPENED_BY and module.path not in ONLY_OPENED_BY[name]
    ]


def _modules_of_folders(found: Iterable[Module]) -> Counter[str]:
    return Counter(str(Path(module.path).parent) for module in found if not module.path.endswith("__init__.py"))


def test_a_folder_can_be_taken_in_at_a_glance() -> None:
    count = _modules_of_folders(modules())
    assert not {folder: n for folder, n in count.items() if n > MODULES_IN_A_FOLDER and folder not in FOLDER_EXCEPTIONS}
    count = _modules_of_folders(modules_of_tests())
    assert not {folder: n for folder, n in count.items() if n > MODULES_IN_A_FOLDER_OF_TESTS}


def test_a_module_can_be_read_at_a_sitting() -> None:
    lines = {module.path: len(module.text.splitlines()) for module in (*modules(), *modules_of_tests())}
    assert not {path: n for path, n in lines.items() if n > LINES_OF_MODULE}


def _classes() -> dict[str, tuple[Module, ast.ClassDef]]:
    return {
        node.name: (module, node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }


def _own_bases(name: str, classes: Mapping[str, tuple[Module, ast.ClassDef]]) -> set[str]:
    """Every class of the package that a class inherits from, near and far."""
    found: set[str] = set()
    for base in classes[name][1].bases:
        node = base.value if isinstance(base, ast.Subscript) else base
        direct = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if direct in classes and direct != name:
            found |= {direct} | _own_bases(direct, classes)
    return found


def _methods(node: ast.ClassDef) -> int:
    return sum(isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) for one in node.body)


def test_a_class_has_few_methods_and_few_bases() -> None:
    classes = _classes()
    told = []
    for name, (module, node) in classes.items():
        if module.room != "ui" or f"{module.path}:{name}" in CLASS_EXCEPTIONS:
            continue
        # a replacement of a Textual class counts as Textual's, and HasContext is one property
        ours = (
            _own_bases(name, classes)
            - {base for base in classes if classes[base][0].path.startswith(COMPATIBILITY)}
            - {"HasContext"}
        )
        bases = {base for base in ours if classes[base][0].room == "ui"}
        if _methods(node) > METHODS_OF_CLASS:
            told.append(module.at(node, f"{name} has {_methods(node)} methods"))
        if len(bases) > OWN_BASES:
            told.append(module.at(node, f"{name} has the bases {', '.join(sorted(bases))}"))
    assert not told


def test_a_circle_is_found_and_named() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}
    assert cycles(graph) == [["b", "c"]]
