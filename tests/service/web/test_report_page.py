"""The self-contained page of ``rolefit match --html``: it explains itself, loads nothing and runs nothing."""

import re
from html.parser import HTMLParser

import pytest

from matchers.matching import Matcher
from service import matching, taxonomies
from service.matching import text_document
from service.web.report_page import render
from tests.service.web.conftest import SAMPLES

TEXT = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")
VOID = {"meta", "br", "input", "link", "img", "rect", "circle"}


class Balanced(HTMLParser):
    """Collects tags and text, and complains where elements don't nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attributes if name == "id"]
        self.links += [value or "" for name, value in attributes if name in ("href", "src", "action")]
        assert not [name for name, _ in attributes if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(html: str) -> Balanced:
    parser = Balanced()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@pytest.fixture(scope="module")
def html(matcher: Matcher) -> str:
    return render(matching.match_document(matcher, text_document(TEXT)), TEXT, matcher.taxonomy)


def test_it_loads_and_runs_nothing(html: str) -> None:
    found = parsed(html)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert all(link.startswith("#") for link in found.links)
    assert "url(" not in html
    assert "@import" not in html
    assert "default-src 'none'" in html


def test_every_link_leads_to_a_place_on_the_page(html: str) -> None:
    found = parsed(html)
    assert len(found.ids) == len(set(found.ids))
    assert found.links
    assert {link[1:] for link in found.links} <= set(found.ids)


def test_its_numbers_add_up_before_ones_eyes(html: str) -> None:
    sums = re.findall(r"([\d.]+(?: \+ [\d.]+)+) = ([\d.]+)", html)
    assert len(sums) == 5
    for parts, total in sums:
        assert f"{sum(float(part) for part in parts.split(' + ')):.1f}" == total


def test_it_says_what_it_is_and_which_versions_made_it(html: str, matcher: Matcher) -> None:
    text = " ".join(parsed(html).text)
    assert "Decision support. A person decides." in text
    assert "Rolefit reads only what is on the page." in text
    assert all(version in text for version in matcher.versions().values())


def test_the_same_report_makes_the_same_page(html: str, matcher: Matcher) -> None:
    assert render(matching.match_document(matcher, text_document(TEXT)), TEXT, matcher.taxonomy) == html


def test_a_report_without_a_number_says_why(matcher: Matcher) -> None:
    html = render(matching.match_document(matcher, text_document("too short")), "too short", matcher.taxonomy)
    text = " ".join(parsed(html).text)
    assert "This resume got no score." in text
    assert "Best-fit roles" not in text


def test_findings_are_told_in_plain_words(matcher: Matcher) -> None:
    report = matching.match_document(matcher, text_document(TEXT))
    report["resume"]["quality"]["findings"] = [
        {"code": "hidden_text", "severity": "warning", "message": "212 characters cannot be seen.", "page": 2},
        {"code": "brand_new", "severity": "info", "message": "Something <b>new</b>."},
    ]
    text = " ".join(" ".join(parsed(render(report, TEXT, matcher.taxonomy)).text).split())
    assert "Hidden text page 2" in text
    assert "212 characters cannot be seen." in text
    assert "Brand new" in text
    assert "Something <b>new</b>." in text


def test_whatever_a_resume_or_a_job_holds_stays_text(matcher: Matcher) -> None:
    hostile = "<script>alert(1)</script> \"'><svg onload=alert(2)> {{ 7 * 7 }} </style>"
    text = f"{hostile}\n{TEXT}\nSkills\nPython {hostile}\n"
    job = taxonomies.job_of(f"{hostile}\nRequirements\n- Terraform {hostile}\n- Kafka and SQL\n", "job")
    report = matching.match_document(matcher, text_document(text), job=job)
    html = render(report, text, matcher.taxonomy)
    found = parsed(html)
    assert "script" not in found.tags
    assert "<svg onload" not in html
    assert "49" not in re.findall(r"\{\{.*?\}\}|49 <", html)
    assert "{{ 7 * 7 }}" in html


def test_a_job_that_names_nothing_is_said_so(matcher: Matcher) -> None:
    job = taxonomies.job_of("We are a nice company and we like people.", "job")
    html = render(matching.match_document(matcher, text_document(TEXT), job=job), TEXT, matcher.taxonomy)
    assert "names no requirements" in html


def test_nobody_is_turned_away_by_it(html: str) -> None:
    assert "button" not in parsed(html).tags
    assert not re.search(r"\breject", html, re.IGNORECASE)
