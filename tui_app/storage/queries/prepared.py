"""Queries that are sent often: their SQL is put together once, which costs more than most databases take for them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import wraps
from typing import Any, cast

from msgspec import Struct

from tui_app.storage.database import is_postgres, proxy

KEPT = 200
"""How many queries are kept; the same query with another number of ids is another one."""
_FIRST_NUMBER = -7_000_000_000
_FIRST_DAY = date(1, 1, 2)


class _Prepared(Struct, frozen=True):
    """A query and what to send with it.

    Attributes:
        query: without rows, but with the types of its columns.
        places: for each parameter its place among the arguments, or None for a value that is always the same.
    """

    query: Any
    sql: str
    values: tuple[object, ...]
    places: tuple[int | None, ...]


_kept: OrderedDict[object, _Prepared] = OrderedDict()


def prepared(build: Callable[..., Any]) -> Callable[..., Any]:
    """Make a function that builds a query build it once; what it returns then gives the rows.

    Its arguments are numbers, dates, texts, or sequences of numbers; each must go into the query as it is, and what the
    query looks like must not depend on their values.
    """

    @wraps(build)
    def rows(*arguments: object) -> Any:
        shape = tuple(len(one) if isinstance(one, Sequence) and not isinstance(one, str) else -1 for one in arguments)
        key = (build, is_postgres(), shape, *(type(one) for one in arguments))
        found = _kept.get(key)
        if found is None:
            found = _kept[key] = _prepare(build, arguments)
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        flat = tuple(_flat(arguments))
        sent = [
            value if place is None else flat[place] for value, place in zip(found.values, found.places, strict=True)
        ]
        return found.query._get_cursor_wrapper(proxy.execute_sql(found.sql, sent))  # noqa: SLF001  # as peewee does

    return rows


def _prepare(build: Callable[..., Any], arguments: Sequence[object]) -> _Prepared:
    """Build the query with values that occur nowhere else, to see where each argument goes."""
    stand_ins: list[object] = []

    def stand_in(value: object) -> object:
        if isinstance(value, Sequence) and not isinstance(value, str):
            return tuple(stand_in(one) for one in value)
        number = len(stand_ins)
        stand_ins.append(_stand_in(value, number))
        return stand_ins[-1]

    query = build(*(stand_in(one) for one in arguments))
    sql, values = query.sql()
    places = tuple(_place(value, stand_ins) for value in values)
    missing = set(range(len(stand_ins))) - set(places)
    if missing:
        raise ValueError(f"{build.__qualname__}: these arguments are not sent as they are: {sorted(missing)}")
    return _Prepared(query, sql, tuple(values), places)


def _stand_in(value: object, number: int) -> object:
    if isinstance(value, date):
        return _FIRST_DAY + timedelta(days=number)
    return f"\ue000{number}" if isinstance(value, str) else _FIRST_NUMBER - number


def _place(value: object, stand_ins: Sequence[object]) -> int | None:
    return next((n for n, one in enumerate(stand_ins) if type(one) is type(value) and one == value), None)


def _flat(arguments: Sequence[object]) -> Iterator[object]:
    for one in arguments:
        if isinstance(one, Sequence) and not isinstance(one, str):
            yield from one
        else:
            yield one


def first(rows: Any) -> dict[str, Any] | None:
    """The first row of a prepared query of dictionaries, or None."""
    return cast("dict[str, Any] | None", next(iter(rows), None))
