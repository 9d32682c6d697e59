"""The import of staff lists: from table cells to a plan of new and changed people."""
