"""Reading and writing people's files."""
