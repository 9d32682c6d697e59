"""No query can join an answer to a person: whoever gave which answer, the database holds the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import pytest

from tests.services.conversations import Cast, cast_of
from tests.services.practice.test_listening import add_reports, answers_of, ask
from tui_app.domain.records.person import Viewer
from tui_app.services.practice import listening
from tui_app.storage.database import bypassing_row_security, reading, writing
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
