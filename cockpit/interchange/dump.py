"""All records as one JSON file that TinyDB's own storage can open."""

from __future__ import annotations

import json

from cockpit.domain.wording.plain_text import escaped
from cockpit.interchange.report import SCHEMA, Documents


def export_json(documents: Documents) -> str:
    """Every table with its documents under their numbers, and a table `meta` with the schema.

    What could steer a terminal is written as an escape, so that it may be printed.
    """
    tables: dict[str, object] = {"meta": {"1": {"schema": SCHEMA, "program": "cockpit"}}}
    for name, records in documents.items():
        tables[name] = {str(number): body for number, body in sorted(records.items())}
    lines = json.dumps(tables, ensure_ascii=False, indent=1).split("\n")
    return "".join(f"{escaped(line)}\n" for line in lines)
