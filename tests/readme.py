"""Writes the generated parts of the README anew: `make readme`."""

from __future__ import annotations

import re
from pathlib import Path

from cockpit.tui.commands import key_table

README = Path(__file__).parents[1] / "README.md"


def with_part(text: str, name: str, part: str) -> str:
    """The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    found = pattern.search(text)
    if found is None:
        raise ValueError(f"README.md has no place for {name}: <!-- {name} --> … <!-- /{name} -->")
    return text[: found.end(1)] + f"\n{part.strip()}\n\n" + text[found.start(2) :]


def generated(text: str) -> str:
    """The README with its generated parts as they have to be."""
    return with_part(text, "keys", key_table())


def main() -> None:
    README.write_text(generated(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
