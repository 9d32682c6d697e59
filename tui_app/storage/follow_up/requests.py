"""Queries about employees' requests for a follow-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import peewee as pw

from tui_app.storage.queries.prepared import prepared
from tui_app.storage.tables import registry as tables

if TYPE_CHECKING:
    from tui_app.domain.follow_up.requests import FollowUpRequest


def _record(row: Mapping[str, Any]) -> FollowUpRequest:
    from tui_app.domain.follow_up.requests import FollowUpRequest

    return FollowUpRequest(row["id"], row["person"], row["text"], row["asked_on"], row["answered_on"], row["version"])


def requests_of_person(person_id: int) -> tuple[FollowUpRequest, ...]:
    """Return a person's requests, the newest first."""
    table = tables.FollowUpRequest
    return tuple(map(_record, table.select().where(table.person == person_id).order_by(table.id.desc()).dicts()))


def get_request(request_id: int) -> FollowUpRequest | None:
    """Return the request, or None."""
    row = tables.FollowUpRequest.select().where(tables.FollowUpRequest.id == request_id).dicts().first()
    return _record(row) if row else None


def get_open_request(person_id: int) -> FollowUpRequest | None:
    """Return a person's request that is not answered or withdrawn yet, or None."""
    table = tables.FollowUpRequest
    row = (
        table.select().where(table.person == person_id, table.answered_on.is_null()).order_by(table.id).dicts().first()
    )
    return _record(row) if row else None


def waiting_since(person_ids: Sequence[int]) -> dict[int, date]:
    """Return the date of each person's oldest open request, by person id."""
    return dict(_waiting_since(tuple(person_ids)))


@prepared
def _waiting_since(person_ids: Sequence[int]) -> pw.ModelSelect:
    table = tables.FollowUpRequest
    return (
        table.select(table.person, pw.fn.MIN(table.asked_on))
        .where(table.person.in_(person_ids), table.answered_on.is_null())
        .group_by(table.person)
        .tuples()
    )
