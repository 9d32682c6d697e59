"""Problems of a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tui_app.domain.errors import DomainError


class TemplateProblem(Struct, frozen=True):
    """One problem of a template.

    Attributes:
        line: line in the file, from 1; 0 if the form does not come from a file.
        where: the place in the words of the file, counted from 1: `sections 2, questions 1, kind`; "" for the whole
            file.
        code: what is wrong.
        values: what was found and what was expected.
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
        problems: all its problems, in the order of the file.
    """

    def __init__(self, problems: Iterable[TemplateProblem], **values: object) -> None:
        self.problems = tuple(problems)
        super().__init__("template_wrong", count=len(self.problems), **values)


class InvalidContent(DomainError):
    """A file of questions or exercises cannot be used.

    Attributes:
        problems: all its problems, in the order of the file.
    """

    def __init__(self, problems: Iterable[TemplateProblem], **values: object) -> None:
        self.problems = tuple(problems)
        super().__init__("content_wrong", count=len(self.problems), **values)
