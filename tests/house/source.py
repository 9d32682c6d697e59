"""The program's own source, parsed, for the tests that hold the rules of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tui_app"


@dataclass(frozen=True)
class Module:
    """One source file.

    Attributes:
        path: as it is told to people, from the top of the checkout: `tui_app/ui/text.py`.
    """

    path: str

    @cached_property
    def text(self) -> str:
        """The source."""
        return (ROOT / self.path).read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The source, parsed."""
        return ast.parse(self.text, self.path)

    @property
    def room(self) -> str:
        """The folder below the package, or the module's own name where it lies at the top: `ui`, `cli`."""
        return Path(self.path).relative_to("tui_app").with_suffix("").parts[0]

    def at(self, node: ast.AST, what: str) -> str:
        """A finding, as an editor can jump to it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {what}"

    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every imported module by its full name, those inside functions and for type checking too.

        `from a import b` gives `a.b` where that is a module of the program, else `a`.
        """
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node, alias.name
            elif isinstance(node, ast.ImportFrom):
                assert node.module, self.at(node, "imports are written in full")
                assert node.level == 0, self.at(node, "imports are written in full")
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    yield node, full if _is_module(full) else node.module

    def calls(self) -> Iterator[tuple[ast.Call, str]]:
        """Every call, with the last part of the called name: `notify` for `self.app.notify(…)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node, last_name(node.func)


def last_name(node: ast.expr) -> str:
    """The last part of a name or attribute; "" for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the program; frozen migrations apart, which are data about the past."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return tuple(
        Module(path.relative_to(ROOT).as_posix())
        for path in paths
        if not {"migrations", "_data"}.intersection(path.parts)
    )


@cache
def modules_of_tests() -> tuple[Module, ...]:
    """Every module of the tests."""
    return tuple(Module(path.relative_to(ROOT).as_posix()) for path in sorted((ROOT / "tests").rglob("*.py")))
