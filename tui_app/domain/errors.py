"""DomainErrors: a request that cannot be done, as a code and values that a screen puts into words."""

from __future__ import annotations

from collections.abc import Mapping


class DomainError(Exception):
    """Something cannot be done, and why.

    Attributes:
        code: stable name of the reason; `ui/refusals.py` holds the words for each.
        values: what the words need (names, dates, numbers); never shown as markup.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return self.code


class NotAllowed(DomainError):
    """The signed-in person may not see or do this."""

    def __init__(self, **values: object) -> None:
        super().__init__("not_allowed", **values)


class NotFound(DomainError):
    """What was asked for is not there (any more), or not for this person to know about."""

    def __init__(self, **values: object) -> None:
        super().__init__("not_found", **values)


class ConflictError(DomainError):
    """Somebody else changed the same thing since it was read.

    Attributes:
        current: the record as it stands now, so that the screen can show it and let the person choose.
        by: name of the person who changed it last.
    """

    def __init__(self, current: object, by: str) -> None:
        super().__init__("changed_elsewhere", by=by)
        self.current = current
        self.by = by


class InvalidInput(DomainError):
    """What was typed is not fit to store.

    Attributes:
        problems: field name -> problem code; the field "" is the draft as a whole.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("invalid", fields=", ".join(sorted(problems)))
        self.problems = dict(problems)


class StorageError(DomainError):
    """The database cannot do it: unreachable, full, read-only, newer, wrong key…"""
