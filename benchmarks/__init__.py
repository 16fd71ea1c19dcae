"""Figures that the product promises, printed as tables. `make bench` runs them all.

Times depend on the machine: where a promise is about speed, the ratio to a reference on the same
machine is printed beside it. Nothing here decides a test.
"""
