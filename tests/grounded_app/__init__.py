"""An app of the tests alone: the smallest text that is written from passages."""
