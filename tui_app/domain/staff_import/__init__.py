"""The import of staff lists: from what the rows say to a plan of new and changed people."""
