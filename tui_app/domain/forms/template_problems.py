"""TODO-DOC."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tui_app.domain.errors import DomainError


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """One mistake in a template.

    Attributes:
        line: in the file, from 1; 0 when the form does not come from a file.
        where: the place in the file's own words, counted from 1: `sections 2, questions 1, kind`; "" is the whole.
        code: what is wrong, for the screen to put into words.
        values: what was found and expected.
        path: the place for programs, counted from 0: `("sections", 1, "questions", 0, "kind")`.
    """

    line: int
    where: str
    code: str
    values: Mapping[str, object]
    path: tuple[str | int, ...] = ()


class InvalidTemplate(DomainError):
    """A template cannot be used.

    Attributes:
        problems: all that is wrong with it, in the order of the file.
    """

    def __init__(self, problems: Iterable[TemplateProblem], **values: object) -> None:
        self.problems = tuple(problems)
        super().__init__("template_wrong", count=len(self.problems), **values)
