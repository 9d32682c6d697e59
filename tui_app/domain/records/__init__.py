"""Records that services hand out: frozen dataclasses, independent of database and screen."""
