"""Documents printed for benchmarks: guides with their truth, and sheets that are no guides.

Everything comes from a fixed seed, so that the same code prints the same pages; the PDFs are not
kept with the code. `python -m benchmarks.printed FOLDER` prints all of them.
"""
