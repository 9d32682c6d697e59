"""People: who works here, the page about each of them, and the team overview."""
