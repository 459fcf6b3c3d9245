"""A person specification keeps its columns; other tables are read as before."""

from service.reading.blocks import BlockWriter


def _text(*rows: list[str]) -> str:
    blocks = BlockWriter()
    for row in rows:
        blocks.row(row)
    return blocks.text()


def test_the_lines_of_a_cell_stay_in_their_column() -> None:
    assert _text(["", "Essential", "Desirable"], ["Skills", "SQL\n• Excel", ""], ["Other", "", "X"]) == (
        "|  | Essential | Desirable\n| Skills | SQL |\n|  | Excel |\n| Other |  | X"
    )


def test_a_table_without_such_heads_is_read_cell_by_cell() -> None:
    assert _text(["Firm", "Work"], ["Acme", "Kafka\nSpark"]) == "Firm\tWork\nAcme\nKafka\nSpark"
