"""`make bench`: the measurements of docs/measurements.md, in one run."""

from __future__ import annotations

import os
import platform
import tempfile
from pathlib import Path

from benchmarks import importing, scale, terminal, writing


def main() -> None:
    """Print the machine, then each measurement beside its target."""
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="samtale-bench-") as folder:
        terminal.measure(Path(folder))
        writing.measure(Path(folder) / "writing")
        scale.measure(Path(folder))
        importing.measure(Path(folder))


if __name__ == "__main__":
    main()
