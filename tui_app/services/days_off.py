"""The organisation's public holidays, kept in the database once a year was worked out."""

from __future__ import annotations

from contextlib import suppress

from tui_app.domain.days_off import COUNTRY, DaysOff, days_off
from tui_app.domain.refusals import StorageProblem
from tui_app.storage import settings
from tui_app.storage.database import writing

KEPT = "days_off"
"""Setting: country -> year -> days."""
COUNTRY_KEY = "country"
"""Setting: whose public holidays count."""


def of_organisation() -> DaysOff:
    """Those of the organisation's country. Call it inside a scope."""
    found = settings.several((COUNTRY_KEY, KEPT))
    country = str(found.get(COUNTRY_KEY) or COUNTRY)
    return days_off(country, (found.get(KEPT) or {}).get(country, {}))


def keep(known: DaysOff) -> None:
    """Keep what was worked out, so that nobody has to wait for it again; call it outside of a scope.

    What cannot be kept now is worked out anew next time.
    """
    if not known.learned:
        return
    known.learned = False
    with suppress(StorageProblem), writing():
        kept = settings.get(KEPT) or {}
        settings.put(KEPT, kept | {known.country: kept.get(known.country, {}) | known.kept()})
