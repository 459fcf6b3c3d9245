"""Paragraphs and tables of a Word document, and how they are written as text."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from service.reading.blocks import BlockWriter

BlockKind: TypeAlias = Literal["heading", "paragraph", "bullet", "gap", "table"]


@dataclass(slots=True)
class Block:
    """A paragraph or a table of rows of cells of blocks."""

    kind: BlockKind
    text: str = ""
    rows: list[list[list["Block"]]] = field(default_factory=list)


def all_blocks(blocks: list[Block]) -> Iterator[Block]:
    """Blocks and those in the cells of their tables."""
    for block in blocks:
        yield block
        for row in block.rows:
            for cell in row:
                yield from all_blocks(cell)


def write_blocks(blocks: list[Block], writer: BlockWriter) -> None:
    """Write blocks as text; a row whose cells are single lines stays one line."""
    for block in blocks:
        if block.kind == "table":
            writer.gap()
            for row in block.rows:
                _write_row(row, writer)
            writer.gap()
        elif block.kind == "heading":
            writer.heading(block.text)
        elif block.kind == "bullet":
            writer.bullet(block.text)
        elif block.kind == "gap":
            writer.gap()
        else:
            writer.paragraph(block.text)


def _write_row(cells: list[list[Block]], writer: BlockWriter) -> None:
    filled = [[block for block in cell if block.kind != "gap"] for cell in cells]
    filled = [cell for cell in filled if cell]
    simple = all(len(cell) == 1 and cell[0].kind in ("paragraph", "heading") for cell in filled)
    if simple and not any("\n" in cell[0].text.strip() for cell in filled):
        if len(filled) == 1 and filled[0][0].kind == "heading":
            writer.heading(filled[0][0].text)
        else:
            writer.row([cell[0].text for cell in filled])
        return
    for cell in cells:
        write_blocks(cell, writer)
