"""What was done by whom: an append-only table, and the one function that writes it (`record`)."""
