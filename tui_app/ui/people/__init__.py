"""People: the page of a person, the people and their accounts, and the import of a staff list."""
