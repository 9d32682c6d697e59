"""Draw the README's picture of the Team screen, with the demonstration team."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from tui_app import environment
from tui_app.files.settings import Settings
from tui_app.text.i18n import set_language
from tui_app.ui.app import SamtaleApp
from tui_app.wiring import build_demo_app

TARGET = Path(__file__).resolve().parent.parent / "docs" / "team.svg"
DAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
"""A fixed day, so that the same program always draws the same picture."""


async def main() -> None:
    """Open the demonstration, move to the second person, and save what is on the screen."""
    set_language("nb")
    environment.now = lambda: DAY  # type: ignore[assignment]
    with build_demo_app(Settings(language="nb"), "nb") as setup:
        setup.is_demo = False
        app = SamtaleApp(setup)
        async with app.run_test(size=(124, 22)) as pilot:
            await asyncio.sleep(1)
            await pilot.press("down")
            await pilot.pause()
            TARGET.parent.mkdir(exist_ok=True)
            TARGET.write_text(app.export_screenshot(title="Samtale"), encoding="utf-8")
    print(TARGET)


if __name__ == "__main__":
    asyncio.run(main())
