"""Addresses are blanked, and nothing else moves."""

import pytest

from taxonomy.addresses import without_addresses


@pytest.mark.parametrize(
    "address",
    ["ann@terraform.io", "https://a.example/b.html", "file:///C:/x.php", "www.example.org/java", "github.com/ann/etl"],
)
def test_an_address_is_blanked_and_the_rest_stays_in_its_place(address: str) -> None:
    assert without_addresses(f"Python {address} Kafka") == f"Python {' ' * len(address)} Kafka"


@pytest.mark.parametrize("text", ["", "Node.js/Express and ASP.NET/C#", "Languages:Python", "@home"])
def test_what_is_no_address_stays(text: str) -> None:
    assert without_addresses(text) == text
