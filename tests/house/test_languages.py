"""A language is an entry of `domain/languages.py` and a catalogue: no other module tests for one by its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.source import ROOT, Module, modules
from tui_app.domain.languages import LANGUAGES

THE_LIST = "tui_app/domain/languages.py"
CODES = {language.code for language in LANGUAGES}

EXCEPTIONS = {
    "scripts/pictures.py": "draws the screens in each language",
}
"""Module -> why it may name a language by its code."""


def _modules() -> Iterator[Module]:
    yield from modules()
    yield from (Module(path.relative_to(ROOT).as_posix()) for path in sorted((ROOT / "scripts").glob("*.py")))


def _named_languages(module: Module) -> list[str]:
    """Codes that stand alone in a string, or are the name of a field or an attribute."""
    found = []
    for node in ast.walk(module.tree):
        name = ""
        if isinstance(node, ast.Constant):
            name = node.value if isinstance(node.value, str) else ""
        elif isinstance(node, ast.Attribute):
            name = node.attr
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name = node.target.id
        if name in CODES:
            found.append(module.at(node, name))
    return found


def test_no_module_names_a_language_by_its_code() -> None:
    assert not [
        finding
        for module in _modules()
        if module.path not in (THE_LIST, *EXCEPTIONS)
        for finding in _named_languages(module)
    ]


def test_exceptions_are_still_needed() -> None:
    assert {module.path for module in _modules() if _named_languages(module)} >= {THE_LIST, *EXCEPTIONS}


def test_a_named_language_is_found() -> None:
    class Wrong(Module):
        text = "if language in ('nb', 'nb_NO'):\n    text = words.nn\nclass Words:\n    en: str\n"

    found = _named_languages(Wrong("tui_app/ui/made_up.py"))
    assert {finding.split(": ")[1] for finding in found} == {"en", "nb", "nn"}
