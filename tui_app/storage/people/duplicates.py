"""Queries that find the people whom a new name or address could belong to already."""

from __future__ import annotations

import peewee as pw

from tui_app.domain.mail_addresses import address_key
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import sort_key
from tui_app.storage.people import people
from tui_app.storage.tables import registry as tables

MAX_NAMESAKES = 100
"""The most people of one name that are looked at."""


def with_email(email: str) -> list[int]:
    """Return the ids of the people with an address, whatever its case and the spelling of its domain."""
    table = tables.Person
    if not email:
        return []
    # who shares an address since before it had to be unique, has no key
    same = (
        (table.email_key == address_key(email)) | (pw.fn.LOWER(table.email) == email.lower()) | (table.email == email)
    )
    return [row[0] for row in table.select(table.id).where(same, table.search != "").tuples()]


def namesakes(name: str) -> list[Person]:
    """Return the people with a name, including those who have left, but not those who are erased."""
    table = tables.Person
    return people.search_where((table.sorting == sort_key(name)[:300]) & (table.search != ""), "", MAX_NAMESAKES)
