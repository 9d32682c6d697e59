"""What queries of several subjects share: long lists of ids, and SQL that is put together once."""
