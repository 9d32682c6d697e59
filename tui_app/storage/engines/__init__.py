"""What is particular to each of the two databases: connections, turns, rights."""
