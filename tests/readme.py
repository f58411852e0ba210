"""Writes the generated parts of the README anew: `make readme`."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.figures import RESULTS, markdown, read
from cockpit.tui.commands import key_table
from tests.secret_lines import measure

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
    told = with_part(with_part(text, "keys", key_table()), "secrets", f"{measure()}.")
    return figures_part(told, RESULTS)


def figures_part(text: str, results: Path) -> str:
    """The README with the figures of the last whole `make bench`; as it is when there is none."""
    saved = read(results)
    return text if saved is None else with_part(text, "figures", markdown(saved))


def main() -> None:
    README.write_text(generated(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
