"""Pictures are kept as .svg, under any version of the library that compares them."""

from __future__ import annotations

from pytest_textual_snapshot import SVGImageExtension

SVGImageExtension.file_extension = "svg"
