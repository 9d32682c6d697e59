"""No query can join an answer to a person: whoever gave which answer, the database holds the same."""

from __future__ import annotations

import ast
import logging
import random
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import tui_app
from tests.services.practice.test_listening import ALL_FIVES, add_reports, answers_of, ask, by_unit, released_to
from tests.services.sample_conversations import Cast, cast_of, signed
from tui_app.domain.records.person import Viewer
from tui_app.services import my_data
from tui_app.services.practice import listening
from tui_app.storage.database import bypassing_row_security, is_postgres, proxy, reading, writing
from tui_app.storage.tables import registry as tables


def everything() -> dict[str, list[str]]:
    """Every row of every table, in the order of their ids."""
    named: dict[str, Any] = {name: one for name, one in vars(tables).items() if hasattr(one, "_meta")}
    with reading(), bypassing_row_security():
        return {
            name: sorted(map(str, table.select().order_by(*table._meta.get_primary_keys()).tuples()))
            for name, table in named.items()
            if name not in ("Table", "ChangeNotice")  # notices count up, and name nobody
        }


def answer_in_order(
    cast: Cast, now: datetime, people: Sequence[Viewer], values: Sequence[tuple[int, int, int]]
) -> dict[str, list[str]]:
    """What the database holds after the people have been asked in one order, and have answered in that order."""
    with writing(), bypassing_row_security():
        tables.ListeningAsked.delete().execute()
        tables.ListeningCount.delete().execute()
    questions = [ask(cast, now, person) for person in people]
    for person, question, given in zip(people, questions, values, strict=True):
        listening.answer(person, now, question, answers_of(given))
    found = everything()
    first = {
        name: min((int(row[1:].split(",")[0]) for row in rows), default=0)
        for name, rows in found.items()
        if name.startswith("Listening")
    }
    for name, offset in first.items():  # ids go on counting after the deletion
        found[name] = sorted(str((int(row[1:].split(",")[0]) - offset, row.split(",", 1)[1])) for row in found[name])
    return found


@pytest.mark.parametrize("seed", range(4))
def test_who_answered_what_leaves_no_trace(kari: Viewer, now: datetime, seed: int) -> None:
    """The same answers, dealt to other people, give the same rows with the same ids; also while they wait."""
    cast, chance = cast_of(kari, now), random.Random(seed)
    people = add_reports(cast, now, 9)
    for count in (1, 4, 7, 9):
        values = [(chance.randint(1, 5), chance.randint(1, 5), chance.randint(1, 5)) for _one in range(count)]
        before = answer_in_order(cast, now, people[:count], values)
        chance.shuffle(values)
        after = answer_in_order(cast, now, people[:count], values)
        if count < 5:
            assert after == before
        else:  # those from the fifth on wait: which of them do depends on who answered last
            assert {**after, "ListeningCount": []} == {**before, "ListeningCount": []}


def test_the_counters_name_nobody_but_the_leader_and_no_moment() -> None:
    assert set(tables.ListeningCount._meta.fields) == {
        "id",
        "leader",
        "half_year",
        "item",
        "value",
        "waiting",
        "released",
    }
    assert set(tables.ListeningAsked._meta.fields) == {"id", "person", "leader", "half_year", "occasion", "is_open"}


BOTH = {"ListeningAsked", "ListeningCount"}
"""Who was asked, and what was answered."""


def functions() -> Iterator[tuple[str, set[str]]]:
    """Every function of the program that builds queries, and which of the two tables it names."""
    root = Path(tui_app.__file__).parent
    for path in sorted((root / "storage").rglob("*.py")):
        if "migrations" in path.parts or "tables" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                named = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
                yield f"{path.name}:{node.name}", named & BOTH


def test_no_function_builds_a_query_from_both_tables() -> None:
    found = dict(functions())
    assert set().union(*found.values()) == BOTH
    assert not [name for name, named in found.items() if named == BOTH]


def test_no_statement_names_both_tables(kari: Viewer, now: datetime, caplog: pytest.LogCaptureFixture) -> None:
    """All that the application asks the database while people are asked, answer, skip and read the results."""
    cast = cast_of(kari, now)
    signed(cast, now)
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        question = listening.next_question(cast.employee, now)
        assert question is not None
        listening.answer(cast.employee, now, question, ALL_FIVES)
        people = add_reports(cast, now, 5)
        for person in people[:4]:
            listening.answer(person, now, ask(cast, now, person), ALL_FIVES)
        listening.skip(people[4], now, ask(cast, now, people[4]))
        assert released_to(cast.leader, now)
        by_unit(cast.administrator, now)
        my_data.overview(cast.employee, now)
    statements = [str(record.msg).lower() for record in caplog.records]
    of_answers = [one for one in statements if "listening_count" in one]
    assert of_answers
    for one in of_answers:
        assert "listening_asked" not in one
        assert "is_open" not in one


def test_the_number_of_a_transaction_does_not_tell_what_was_answered(kari: Viewer, now: datetime) -> None:
    """PostgreSQL keeps it with each row, and the question that was closed has the same."""
    if not is_postgres():
        pytest.skip("PostgreSQL only")
    cast = cast_of(kari, now)
    for person, values in zip(add_reports(cast, now, 3), [(1, 2, 3), (5, 5, 5), (4, 2, 1)], strict=True):
        listening.answer(person, now, ask(cast, now, person), answers_of(values))
        with reading(), bypassing_row_security():
            rows = proxy.execute_sql("select item, count(distinct xmin::text) from listening_count group by item")
            assert {count for _item, count in rows.fetchall()} == {1}
