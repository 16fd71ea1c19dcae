"""Exports: the guide as readers see it, in files to take away.

Every format is written from an edition's content alone (`publishing.content`), so that a
draft and an edition, a manager and a reader get files of one shape.
"""

from guides.publishing.exports.formats import FORMATS, Format, export_filename
from guides.publishing.exports.table import ExportCell, ExportTable, read_table

__all__ = ["FORMATS", "ExportCell", "ExportTable", "Format", "export_filename", "read_table"]
