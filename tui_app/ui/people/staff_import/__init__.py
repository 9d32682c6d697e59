"""The import of a staff list: its columns, and the review before it is written."""
