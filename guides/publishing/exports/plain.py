"""JSON: everything that readers may see, as data."""

from __future__ import annotations

import json
from dataclasses import asdict

from guides.publishing.exports.table import ExportTable

SHAPE = "leveling-guide/1"


def write_json(table: ExportTable) -> bytes:
    levels = {level.key: at for at, level in enumerate(table.levels)}
    rows = {row.key: at for at, row in enumerate(table.rows)}
    content = {
        "format": SHAPE,
        "title": table.title,
        "company": table.company,
        "version": table.version,
        "source": table.filename,
        "notes": table.notes,
        "levels": [asdict(level) for level in table.levels],
        "competencies": [
            {
                "key": row.key,
                "name": row.name,
                "category": row.category,
                "description": row.description,
            }
            for row in table.rows
        ],
        "cells": [
            {"level": levels[level.key], "competency": rows[row.key], **asdict(cell)}
            for row, level, cell in table.cells()
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()
