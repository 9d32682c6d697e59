"""Imports point one way: cli -> wiring -> ui -> text -> services -> storage -> domain."""

from __future__ import annotations

from tests.house.source import Module, modules

MAY_IMPORT: dict[str, set[str]] = {
    "domain": {"domain"},
    "storage": {"storage", "domain"},
    "services": {"services", "storage", "domain"},
    "text": {"text", "services", "domain"},
    "files": {"files", "text", "domain"},
    "mail": {"mail", "text", "domain"},
    "ui": {"ui", "text", "services", "domain", "signs"},
    "signs": set(),
    "streams": {"streams", "signs"},
    "environment": {"environment", "files", "domain"},
    "connection": {"connection", "environment", "services", "storage", "files", "domain"},
    "wiring": {
        "wiring",
        "demonstration",
        "connection",
        "environment",
        "quiet_terminal",
        "ui",
        "text",
        "services",
        "storage",
        "files",
        "domain",
    },
    "cli": {
        "cli",
        "streams",
        "signs",
        "quiet_terminal",
        "wiring",
        "connection",
        "environment",
        "ui",
        "text",
        "services",
        "storage",
        "files",
        "mail",
        "domain",
    },
    "demonstration": {"connection", "environment", "quiet_terminal", "services", "storage", "files", "domain"},
    "quiet_terminal": set(),
    "__main__": {"streams", "cli", "environment", "quiet_terminal", "text", "domain"},
    "__init__": set(),
}
"""Package or module at the top -> those it may import."""

EXCEPTIONS: dict[tuple[str, str], str] = {
    ("tui_app/ui/setup.py", "tui_app.files.access"): "for type checking only: wiring passes the object",
    ("tui_app/ui/shell/shutdown.py", "tui_app.files.crash_log"): "the command logs its own crashes in the same way",
}
"""(module, what it imports) -> why it may."""

KEPT_IN: dict[str, set[str]] = {
    "textual": {"ui"},
    "rich": {"ui"},
    "peewee": {"storage"},
    "playhouse": {"storage"},
    "sqlcipher3": {"storage"},
    "sqlite3": {"storage"},
    "psycopg": {"storage"},
    "wcwidth": {"text"},
    "openpyxl": {"files"},
    "fpdf": {"files"},
    "fontTools": {"files"},
    "icalendar": {"files"},
    "csv": {"files"},
    "click": {"cli"},
    "holidays": {"domain"},
    "idna": {"domain"},
    "smtplib": {"mail"},
    "ssl": {"mail"},
    "email": {"mail"},
    "platformdirs": {"environment"},
}
"""Library -> the only rooms that know it."""

KEPT_IN_EXCEPTIONS: dict[tuple[str, str], str] = {
    ("tui_app/connection.py", "peewee"): "loads it early, so that it does not load PostgreSQL's driver unasked",
}


def _wrong_rooms(module: Module) -> list[str]:
    found = []
    for node, name in module.imports():
        parts = name.split(".")
        if parts[0] != "tui_app":
            continue
        room = parts[1] if len(parts) > 1 else "__init__"
        if room == "__init__" or room in MAY_IMPORT[module.room]:
            continue
        if (module.path, name) not in EXCEPTIONS:
            found.append(module.at(node, f"{module.room} may not import {name}"))
    return found


def test_every_room_is_known() -> None:
    assert {module.room for module in modules()} <= MAY_IMPORT.keys()


def _wrong_libraries(module: Module) -> list[str]:
    found = []
    for node, name in module.imports():
        library = name.split(".")[0]
        if module.room in KEPT_IN.get(library, {module.room}) or (module.path, library) in KEPT_IN_EXCEPTIONS:
            continue
        found.append(module.at(node, f"{library} belongs in {', '.join(sorted(KEPT_IN[library]))}"))
    return found


def test_imports_point_one_way() -> None:
    assert not [finding for module in modules() for finding in _wrong_rooms(module)]


def test_libraries_stay_in_their_rooms() -> None:
    assert not [finding for module in modules() for finding in _wrong_libraries(module)]


def test_exceptions_are_still_needed() -> None:
    imported = {(module.path, name) for module in modules() for _, name in module.imports()}
    libraries = {(path, name.split(".")[0]) for path, name in imported}
    assert EXCEPTIONS.keys() <= imported
    assert KEPT_IN_EXCEPTIONS.keys() <= libraries


def test_a_wrong_import_is_found() -> None:
    class Wrong(Module):
        text = (
            "from tui_app.storage.people import people\n"
            "def f():\n"
            "    import tui_app.files.settings, peewee\n"
            "from tui_app import __version__\n"
        )

    wrong = Wrong("tui_app/ui/team/made_up.py")
    assert [finding.split(": ")[1] for finding in _wrong_libraries(wrong)] == ["peewee belongs in storage"]
    assert [finding.split(": ")[1] for finding in _wrong_rooms(wrong)] == [
        "ui may not import tui_app.storage.people.people",
        "ui may not import tui_app.files.settings",
    ]
