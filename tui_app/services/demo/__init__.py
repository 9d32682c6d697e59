"""The demonstration team: filling an empty database with a year of history."""
