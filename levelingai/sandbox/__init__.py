"""Hostile input and the outside world, kept at arm's length.

`run` starts limited children, `child` is their side of it; `dial` and `fetch` are the one door to
addresses that a person typed; `printing_parent` makes PDF files of our own pages, and
`printing_child` is what its child does.
"""
