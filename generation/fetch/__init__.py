"""The guarded visit to a company's website. Runs in a limited child: see `child.py`."""
