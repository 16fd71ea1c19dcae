"""A chat that a person already has: a row's request to copy, and its answer pasted back."""
