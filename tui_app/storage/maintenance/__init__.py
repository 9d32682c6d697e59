"""Maintenance of the database: integrity, backup, restore, new keys and erasing."""
