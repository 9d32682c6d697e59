"""Fields in which people answer questions or choose people."""
