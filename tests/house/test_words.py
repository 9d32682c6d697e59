"""Rules about single words in the source: docstrings, the clock, markup, SQL."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import Module, last_name, modules

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef

HOOKS = re.compile(
    r"compose|render\w*|get_\w+|watch_\w+|validate_\w+|check_\w+|on_\w+|action_\w+|__\w+__|db_value|python_value"
)
"""Methods that Textual or peewee calls, and whose meaning is told there; a docstring here would only repeat it."""

PLACES_OF_TEXT = {"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "notify", "Tab", "TabPane", "Hit"}
"""What shows its first argument to people, and would read it as markup where it is a plain string."""

CLOCKS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
    ("time", "localtime"),
}
WIRING = {"tui_app/environment.py"}
"""The one place that reads the environment, the clock and the random source (DESIGN.md section 4)."""

OUTSIDE_WIRING: dict[tuple[str, str], str] = {
    ("tui_app/services/change_stamp.py", "uuid"): "names one change on all machines at once; nothing is decided by it",
    ("tui_app/quiet_terminal.py", "os.environ"): "the first that runs, before there is time to import anything else",
    ("tui_app/services/demo/fill.py", "uuid"): "as in change_stamp.py",
    ("tui_app/services/demo/conversations.py", "uuid"): "as in change_stamp.py",
    (
        "tui_app/storage/tables/conversations.py",
        "uuid",
    ): "names one conversation in all calendars; nothing is decided by it",
}
"""(module, what it reads) -> why it may."""

SQL = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|pragma\s"
    r"|(create|alter|drop|truncate)\s+(unique\s+)?(table|index|database|view|trigger)\s)",
    re.IGNORECASE | re.DOTALL,
)


def _public(body: list[ast.stmt], inside: str = "") -> Iterator[tuple[Definition, str]]:
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_") and node.name != "Meta":  # peewee's settings
            yield node, inside
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body, node.name)


def _is_hook(node: Definition) -> bool:
    """Whether a library calls it, or it is one half of a property whose other half speaks."""
    if isinstance(node, ast.ClassDef):
        return False
    named = {last_name(decorator) for decorator in node.decorator_list}
    return bool(named & {"setter", "override", "overload"} or HOOKS.fullmatch(node.name))


def test_every_module_says_what_it_is_for() -> None:
    assert not [module.path for module in modules() if not ast.get_docstring(module.tree)]


def test_every_module_reads_annotations_late() -> None:
    more_than_words = [module for module in modules() if len(module.tree.body) > 1]
    assert not [m.path for m in more_than_words if "from __future__ import annotations" not in m.text]


def test_everything_public_says_what_it_does() -> None:
    assert not [
        module.at(node, f"{node.name} has no docstring")
        for module in modules()
        for node, inside in _public(module.tree.body)
        if not ast.get_docstring(node) and not (inside and _is_hook(node))
    ]


def test_no_docstring_only_repeats_the_name() -> None:
    def plain(text: str) -> str:
        return re.sub(r"[^a-z]", "", text.lower())

    assert not [
        module.at(node, f'{node.name}: "{said}"')
        for module in modules()
        for node, _ in _public(module.tree.body)
        if (said := ast.get_docstring(node)) and plain(said) == plain(node.name)
    ]


def _reads_of_the_world(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and (last_name(node.value), node.attr) in CLOCKS:
            yield node, f"{last_name(node.value)}.{node.attr}"
        elif isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv") and last_name(node.value) == "os":
            yield node, "os.environ"
        elif isinstance(node, ast.Attribute) and (last_name(node.value), node.attr) == ("os", "urandom"):
            yield node, "os.urandom"
        elif isinstance(node, ast.Import):
            yield from ((node, a.name) for a in node.names if a.name in ("random", "secrets", "uuid"))
        elif isinstance(node, ast.ImportFrom) and node.module in ("random", "secrets", "uuid"):
            yield node, node.module


def test_clock_environment_and_chance_are_read_in_one_place() -> None:
    found = [
        (module, *read) for module in modules() if module.path not in WIRING for read in _reads_of_the_world(module)
    ]
    assert not [module.at(node, what) for module, node, what in found if (module.path, what) not in OUTSIDE_WIRING]
    assert OUTSIDE_WIRING.keys() <= {(module.path, what) for module, _, what in found}


def test_markup_is_made_in_one_place() -> None:
    makers = {"from_markup", "from_rich_text", "escape", "render_markup", "to_content"}
    assert not [
        module.at(node, name)
        for module in modules()
        if module.path != "tui_app/ui/content.py"
        for node, name in module.calls()
        if name in makers and _is_of(node, "Content", "Text", "markup", "visual", "")
    ]


def _is_of(node: ast.Call, *owners: str) -> bool:
    return (last_name(node.func.value) if isinstance(node.func, ast.Attribute) else "") in owners


def test_notes_on_the_screen_are_never_markup() -> None:
    def plainly(node: ast.Call) -> bool:
        return any(
            k.arg == "markup" and isinstance(k.value, ast.Constant) and k.value.value is False for k in node.keywords
        )

    assert not [
        module.at(node, "notify without markup=False")
        for module in modules()
        for node, name in module.calls()
        if module.room == "ui" and name == "notify" and not _is_of(node, "ctx", "_ctx", "self") and not plainly(node)
    ]


def _shown(module: Module) -> Iterator[ast.expr]:
    """What is given to a widget, a note or a border title to show."""
    for call, name in module.calls():
        if name in PLACES_OF_TEXT:
            yield from call.args[:1]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign):
            titles = {last_name(target) for target in node.targets} & {"border_title", "border_subtitle", "tooltip"}
            if titles:
                yield node.value


def _pieced_together(value: ast.expr) -> bool:
    """Whether a plain string is put together in the open, outside a call that knows what it is doing."""
    if isinstance(value, ast.JoinedStr):
        return True
    if isinstance(value, ast.BinOp):
        if isinstance(value.op, ast.Mod):
            return True
        return _pieced_together(value.left) or _pieced_together(value.right)
    if isinstance(value, ast.IfExp):
        return _pieced_together(value.body) or _pieced_together(value.orelse)
    return isinstance(value, ast.Call) and last_name(value.func) in ("format", "join", "replace") and _is_text(value)


def _is_text(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Constant)


def test_no_string_is_pieced_together_where_it_is_shown() -> None:
    assert not [
        module.at(value, "give it to plain of ui/content.py")
        for module in modules()
        if module.room == "ui"
        for value in _shown(module)
        if _pieced_together(value)
    ]


OPENS_LINKS = {"Markdown", "MarkdownViewer", "Link"}
"""Widgets that open what people typed as an address."""


def test_no_widget_opens_what_people_typed() -> None:
    assert not [
        module.at(node, alias.name)
        for module in modules()
        if module.room == "ui"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
        if alias.name.rpartition(".")[2] in OPENS_LINKS
    ]


def test_sql_is_written_in_storage_only() -> None:
    assert not [
        module.at(node, node.value)
        for module in modules()
        if module.room != "storage"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value)
    ]


def test_what_these_rules_forbid_is_found() -> None:
    class Wrong(Module):
        text = (
            "Static(f'{name}'); Label('a' + f'{b}'); box.border_title = '%s' % name\n"
            "Button(lit(f'{name}')); Static('fixed')\n"
            "datetime.now(UTC); os.environ['HOME']\n"
        )

    wrong = Wrong("tui_app/ui/made_up.py")
    assert [_pieced_together(value) for value in _shown(wrong)] == [True, True, False, False, True]
    assert [what for _, what in _reads_of_the_world(wrong)] == ["datetime.now", "os.environ"]
    assert SQL.match("select id from people where 1")
    assert SQL.match("DROP TABLE x")
    assert not SQL.match("Select people")
