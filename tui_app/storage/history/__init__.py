"""The change history: recording, reading and undoing changes."""
