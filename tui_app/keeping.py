"""The command `samtale retention`: erases what is due, for a timer."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from tui_app import bootstrap
from tui_app.cli import address_here, settings_here
from tui_app.domain.refusals import Refusal
from tui_app.ui.language import _

if TYPE_CHECKING:
    from tui_app.domain.retention import Receipt
    from tui_app.files.places import Places
    from tui_app.services.retention import Overview

UNSETTLED = 1
"""Exit code when it was erased, and traces may be left because the database is in use, or in older copies."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")
@click.pass_obj
def retention(database: str | None, dry_run: bool, as_json: bool) -> None:
    """Erase for good what has been kept long enough, as the organisation's values say."""
    from tui_app.services import retention as service
    from tui_app.ui.retention_words import erased_name

    opened(database)
    now = bootstrap.now()
    if dry_run:
        found = service.dry_run(now)
        click.echo(_as_json(found) if as_json else _in_words(found))
        return
    receipt = service.carry_out_by_timer(now, erased_name())
    if as_json:
        click.echo(_receipt_as_json(receipt))
    else:
        from tui_app.ui.retention_words import receipt_lines

        click.echo("\n".join(receipt_lines(receipt, now)))
    if not receipt.is_settled or receipt.copies:
        sys.exit(UNSETTLED)


COMMANDS = {"retention": retention}


def opened(database: str | None) -> Places:
    """Open the database for this process; where this computer's files lie.

    Raises:
        Refusal: there is no database, or it cannot be opened.
    """
    place = bootstrap.places()
    settings = settings_here(place)
    if not (bootstrap.wanted_database(database, settings) or place.key.exists()):
        raise Refusal("nobody_here_yet")  # before a key is made for nothing
    if not bootstrap.connect(address_here(database, settings, place), settings):
        raise Refusal("nobody_here_yet")
    return place


def _in_words(found: Overview) -> str:
    from tui_app.ui import retention_words as words

    lines = [words.due_words(found.counts), *([words.counts_words(found.counts)] if found.counts else [])]
    lines += [f"  {one.name}: {words.counts_words(one.counts)}" for one in found.people]
    if found.held:
        lines.append(_("Held back:"))
        lines += [f"  {one.name}: {words.counts_words(one.counts)}" for one in found.held]
    return "\n".join(lines)


def _as_json(found: Overview) -> str:
    def about(people: object) -> list[dict[str, object]]:
        assert isinstance(people, tuple)
        return [{"id": one.person_id, "name": one.name, "counts": dict(one.counts)} for one in people]

    told = {"dry_run": True, "counts": dict(found.counts), "people": about(found.people), "held": about(found.held)}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _receipt_as_json(receipt: Receipt) -> str:
    from tui_app.domain.retention import stored

    return json.dumps({"dry_run": False, **stored(receipt), "sha256": receipt.sha256}, ensure_ascii=False, indent=2)
