"""The palette: one line that finds people, work and commands."""
