"""Errors of the domain. They carry a code and values; `text/errors.py` has the words for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class DomainError(Exception):
    """A request that cannot be carried out.

    Attributes:
        code: stable name of the reason.
        values: what the words need (names, dates, numbers); never shown as markup.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return self.code


class NotAllowed(DomainError):
    """The signed-in person may not see or do this; another code says more about why."""

    def __init__(self, code: str = "not_allowed", **values: object) -> None:
        super().__init__(code, **values)


class NotFound(DomainError):
    """The record does not exist, or this person may not know that it does; another code says more."""

    def __init__(self, code: str = "not_found", **values: object) -> None:
        super().__init__(code, **values)


class ConflictError(DomainError):
    """Another person changed the record after it was read.

    Attributes:
        current: the record as it is now, for the screen to show so that the person can choose.
        by: name of the person who changed it last.
    """

    def __init__(self, current: object, by: str) -> None:
        super().__init__("changed_elsewhere", by=by)
        self.current = current
        self.by = by


class InvalidInput(DomainError):
    """Input that cannot be stored.

    Attributes:
        problems: field name -> problem code; the field "" stands for the draft as a whole.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("invalid", fields=", ".join(sorted(problems)))
        self.problems = dict(problems)


class StorageError(DomainError):
    """The database cannot carry out a request: it is unreachable, full, read-only, too new, has another key…"""


@contextmanager
def naming_no_place(is_wanted: bool = True) -> Iterator[None]:
    """Let errors name no folder: at a kiosk, those who read them do not keep the computer.

    Args:
        is_wanted: False lets them name it.

    Raises:
        DomainError: the error that was raised, without the path; the name of a file stays.
    """
    try:
        yield
    except DomainError as error:
        if is_wanted and "/" in str(error.values.get("path", "")):
            del error.values["path"]
        raise
