"""What an erasure leaves: a receipt that says how much of each kind was erased, and names nobody."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from msgspec import Struct, field

from tui_app.domain.retention import RetentionKind


class ErasureReceipt(Struct, frozen=True):
    """What was erased, when and by whom. It names nobody else.

    Attributes:
        by_id: None if the scheduled command did it.
        counts: number of items of each kind.
        people: number of people they were about.
        held: number of items that a hold protected.
        is_purged: True if nothing is left in the database's files either.
        copies: names of older backups beside the database that still contain the data.
    """

    at: datetime
    by_id: int | None
    by_name: str
    counts: Mapping[RetentionKind, int]
    people: int
    held: int
    is_purged: bool = True
    copies: tuple[str, ...] = field(default=())

    @property
    def canonical(self) -> str:
        """The text whose SHA-256 is stored in the audit log."""
        return json.dumps(
            {
                "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
                "by": self.by_id,
                "counts": {kind.value: number for kind, number in self.counts.items()},
                "held": self.held,
                "people": self.people,
            },
            sort_keys=True,
            separators=(",", ":"),
        )

    @property
    def sha256(self) -> str:
        """The SHA-256 of `canonical`, in hexadecimal."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()


def receipt_to_json(receipt: ErasureReceipt) -> dict[str, object]:
    """The receipt as the settings store the last one."""
    values: dict[str, object] = json.loads(receipt.canonical)
    return values | {"is_settled": receipt.is_purged, "copies": list(receipt.copies)}


def receipt_from_json(stored: Mapping[str, object], by_name: str) -> ErasureReceipt:
    """The receipt that `receipt_to_json` wrote."""
    counts = stored["counts"]
    copies = stored["copies"]
    assert isinstance(counts, dict)
    assert isinstance(copies, list)
    return ErasureReceipt(
        at=datetime.fromisoformat(str(stored["at"])),
        by_id=by if isinstance(by := stored["by"], int) else None,
        by_name=by_name,
        counts={RetentionKind(kind): int(number) for kind, number in counts.items()},
        people=int(str(stored["people"])),
        held=int(str(stored["held"])),
        is_purged=bool(stored["is_settled"]),
        copies=tuple(map(str, copies)),
    )
