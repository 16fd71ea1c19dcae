"""PDF exports: HTML of ours printed by WeasyPrint, always in a limited child process."""

from .paper import BUSY_MESSAGE, PrintFailed, print_pdf

__all__ = ["BUSY_MESSAGE", "PrintFailed", "print_pdf"]
