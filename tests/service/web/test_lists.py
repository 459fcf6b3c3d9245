"""Lists of candidates: batches that pages show, kept sealed and forgotten in time."""

import io
import sqlite3
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from service import matching, taxonomies
from service.batches.api import host_of
from service.web import lists as lists_module
from service.web.lists import BEST, CandidateList
from service.web.shortlist import PAGE, Query, compared, needs_of, ranked, shortlist, unscored
from service.web.targets import missing, needs, role_target
from tests.service.postgres import Postgres
from tests.service.web.conftest import SAMPLES, Server, lists_of, running, send, stored

RESUMES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "resumes").glob("*.txt"))}
TEXT = RESUMES["ml-devops-manager-clear"]
JOB = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")
DAY = 86_400_000


@pytest.fixture(scope="module")
def found(server: Server) -> CandidateList:
    made = lists_of(server).find(stored(server, {**RESUMES, "short": "hello", "": TEXT}))
    assert made is not None
    return made


def read(server: Server, text: str) -> Document:
    """A text as the pages read it."""
    document: Document = server.app.state.services.reader.read(text.encode(), name="row.txt")
    return document


def answer(server: Server, found: CandidateList, query: Query) -> Any:
    with lists_of(server).results() as connection:
        return shortlist(connection, found, ranked(connection, found, query.against), query)


def test_every_row_is_answered_and_what_was_not_read_has_no_number(server: Server, found: CandidateList) -> None:
    batch = found.batch
    assert (batch.total, batch.scored, batch.abstained) == (len(RESUMES) + 2, len(RESUMES) + 1, 1)
    with lists_of(server).results() as connection:
        reasons = unscored(connection, found)
    assert [(group.count, group.labels) for group in reasons] == [(1, ("short",))]
    assert "too-short" not in reasons[0].reason


def test_a_score_in_a_list_is_the_score_alone(server: Server, found: CandidateList, matcher: Matcher) -> None:
    with lists_of(server).results() as connection:
        for candidate in compared(connection, found, [1, 5, 9]):
            report = matching.match_document(matcher, read(server, RESUMES[candidate.label]))
            for result in report["results"]:
                assert candidate.points[result["role_id"]] == round(result["score"] * 10)
                assert candidate.parts[result["role_id"]] == [round(c["points"] * 10) for c in result["components"]]
            assert candidate.years == f"{report['resume']['experience_years']:.1f}"


def test_a_list_is_ranked_filtered_and_cut_into_pages(server: Server, found: CandidateList) -> None:
    first = answer(server, found, Query(against="ml-devops-manager"))
    points = [row.points for row in first.rows]
    assert points == sorted(points, reverse=True)
    assert {first.rows[0].label, first.rows[1].label} == {"ml-devops-manager-clear", f"Row {len(RESUMES) + 2}"}
    assert [row.rank for row in first.rows[:3]] == ["1=", "1=", "3"]
    assert [row.label for row in answer(server, found, Query(find="AZURE")).rows] == ["data-engineer-azure-clear"]
    kubernetes = answer(server, found, Query(skill="k8s"))
    assert 0 < kubernetes.found < first.found
    assert answer(server, found, Query(skill="no such skill")).found == 0
    assert answer(server, found, Query(find="100%_")).found == 0
    labels = [row.label.lower() for row in answer(server, found, Query(order="label")).rows]
    assert labels == sorted(labels)
    last = answer(server, found, Query(page=9))
    assert (last.page, last.pages, last.found) == (1, -(-first.found // PAGE), len(RESUMES) + 1)
    for band in ("strong", "none"):
        assert {row.band for row in answer(server, found, Query(band=band)).rows} <= {band}


def test_a_list_reads_the_same_on_postgresql(
    server: Server, found: CandidateList, postgres: Postgres, tmp_path: Path
) -> None:
    queries = [Query(), Query(against="ml-devops-manager"), Query(skill="k8s", order="years"), Query(find="row")]
    for other in running(tmp_path, url=postgres.new_database()):
        same = lists_of(other).find(stored(other, {**RESUMES, "short": "hello", "": TEXT}))
        assert same is not None
        for query in queries:
            assert answer(other, same, query).rows == answer(server, found, query).rows
        with lists_of(other).results() as theirs, lists_of(server).results() as ours:
            target = found.target("ml-devops-manager")
            assert target is not None
            assert needs_of(theirs, same, target) == needs_of(ours, found, target)
            assert compared(theirs, same, [2, 1]) == compared(ours, found, [2, 1])
            assert unscored(theirs, same) == unscored(ours, found)
        assert lists_of(other).sent(same, 1) is not None
        lists_of(other).forget(same)
        assert lists_of(other).find(same.id) is None


def test_a_filter_moves_nobodys_rank(server: Server, found: CandidateList) -> None:
    everybody = {row.row: row.rank for row in answer(server, found, Query(order="label")).rows}
    some = answer(server, found, Query(skill="k8s", order="years")).rows
    assert some
    assert all(everybody[row.row] == row.rank for row in some)


def test_the_gaps_of_a_list_count_everybody_once(server: Server, found: CandidateList) -> None:
    target = found.target("ml-devops-manager")
    assert target is not None
    with lists_of(server).results() as connection:
        rows = needs_of(connection, found, target)
        one = compared(connection, found, [3])[0]
    assert len(rows) == len(target.role.units)
    assert {row.shown + row.named + row.missing for row in rows} == {len(RESUMES) + 1}
    assert len(missing(target, one.held)) == sum(row.missing for row in needs(target, [one.held]))


def test_a_role_that_is_not_there_is_no_target(matcher: Matcher) -> None:
    assert role_target(matcher, "nobody") is None


def test_a_list_compared_with_a_job_scores_it_like_a_report(server: Server, matcher: Matcher) -> None:
    copied = f"{TEXT}\n{JOB}"  # pasted wording is no evidence, in a list neither
    made = lists_of(server).find(stored(server, {"a": TEXT, "b": copied}, job=JOB))
    assert made is not None
    job = taxonomies.job_of(JOB, taxonomies.job_id(JOB))
    rows = answer(server, made, Query(against="job", order="row")).rows
    for row, text in zip(rows, (TEXT, copied), strict=True):
        report = matching.match_document(matcher, read(server, text), job=job)
        assert row.points == round(report["job"]["score"] * 10)
        with lists_of(server).results() as connection:
            points = compared(connection, made, [row.row])[0].points
        assert all(points[r["role_id"]] == round(r["score"] * 10) for r in report["results"])
    assert "Azure" in " ".join(rows[0].missing)


def test_texts_are_sealed_and_go_with_their_list(server: Server) -> None:
    canary = "Zanzibarquartz"
    lists = lists_of(server)
    identity = stored(server, {"a": f"{TEXT}\n{canary} Ltd"})
    made = lists.find(identity)
    assert made is not None
    sent = lists.sent(made, 1)
    assert sent is not None
    assert canary in sent.data.decode()
    assert lists.sent(made, 2) is None
    assert not holds(server, canary)
    lists.forget(made)
    assert lists.find(identity) is None
    with sqlite3.connect(server.app.state.services.settings.sqlite_file) as database:
        for table in ("page_lists", "page_texts", "batch_rows", "batch_details", "batch_chunks"):
            count = database.execute(f"SELECT count(*) FROM {table} WHERE batch_id = ?", (identity,)).fetchone()  # noqa: S608
            assert count == (0,), table


def holds(server: Server, canary: str) -> bool:
    folder = Path(server.app.state.services.settings.sqlite_file).parent
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return any(canary.encode() in file.read_bytes() for file in files)


def test_a_list_is_forgotten_when_its_time_is_over_and_not_before(tmp_path: Path) -> None:
    for server in running(tmp_path):
        services = server.app.state.services
        kept = [stored(server, {"a": TEXT}, days=days) for days in (1, 7)]
        assert forget_at(server, services.clock() + DAY - 60_000) == 0
        assert forget_at(server, services.clock() + DAY + 60_000) == 1
        assert [lists_of(server).find(identity) is not None for identity in kept] == [False, True]


def forget_at(server: Server, moment: int) -> int:
    services = replace(server.app.state.services, clock=lambda: moment)
    return lists_module.forget_old(services, host_of(server.app.state.services))


def test_what_was_worked_out_of_a_list_is_not_remembered_longer_than_the_list() -> None:
    ready, made = lists_module.Ready(), []
    for identity in ("a", "b", "a"):
        ready.get(identity, "lines", lambda identity=identity: made.append(identity) or identity)
    assert made == ["a", "b"]
    ready.keep_only({"b"})
    ready.get("a", "lines", lambda: made.append("a again"))
    ready.get("b", "lines", lambda: made.append("b again"))
    assert made == ["a", "b", "a again"]


def test_a_list_whose_batch_was_deleted_over_the_api_is_forgotten_too(server: Server, http: httpx.Client) -> None:
    identity = stored(server, {"a": TEXT})
    assert http.delete(f"/v1/batches/{identity}").status_code == 204
    assert http.get(f"/recruiter/{identity}").status_code == 404
    forget_at(server, server.app.state.services.clock() + 3_600_000)
    with sqlite3.connect(server.app.state.services.settings.sqlite_file) as database:
        assert database.execute("SELECT count(*) FROM page_texts WHERE batch_id = ?", (identity,)).fetchone() == (0,)


def test_many_files_of_many_kinds_become_a_list_with_their_evidence(http: httpx.Client) -> None:
    docx = next((SAMPLES / "resumes").glob("*.docx"), None)
    files = [
        ("one.txt", TEXT.encode()),
        ("resume.pdf", (SAMPLES / "resume.pdf").read_bytes()),
        ("broken.pdf", b"%PDF-1.7"),
    ]
    files += [(docx.name, docx.read_bytes())] if docx else []
    place = send(http, *files)
    page = http.get(place).text
    assert all(name in page for name, _ in files)
    assert "not readable" in http.get(f"{place}/progress").text
    explained = http.get(f"{place}/candidates/2").text
    assert "data-skill=" in explained
    assert "Tomasz" in explained


def test_an_archive_of_resumes_becomes_a_list(http: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("team/a.txt", TEXT)
        archive.write(SAMPLES / "resume.pdf", "team/b.pdf")
    place = send(http, ("resumes.zip", packed.getvalue()))
    assert "team/a.txt" in http.get(place).text
    assert http.get(f"{place}/candidates/1").status_code == 200
    assert "Tomasz" in http.get(f"{place}/candidates/2").text


def test_a_list_is_a_batch_of_the_api_and_leaves_no_text_in_the_open(server: Server, http: httpx.Client) -> None:
    place = send(http, ("candidates.csv", (SAMPLES / "candidates.csv").read_bytes()), against="ml-devops-manager")
    identity = place.rpartition("/")[2]
    batch = http.get(f"/v1/batches/{identity}").json()
    assert batch["state"] == "completed"
    assert batch["total"] == batch["scored"] + batch["abstained"] + batch["failed"]
    assert len(http.get(f"/v1/batches/{identity}/results?page_size=100").json()["results"]) == batch["total"]
    folder = Path(server.app.state.services.settings.sqlite_file).parent / "batches"
    until = time.monotonic() + 10
    while (folder / identity).exists():
        assert time.monotonic() < until
        time.sleep(0.1)
    assert "ML DevOps Manager" in http.get(place).text


def test_an_export_for_excel_holds_the_same_rows(server: Server, http: httpx.Client) -> None:
    identity = stored(server, {"=cmd|1": TEXT, "b": RESUMES["data-engineer-azure-clear"]})
    sent = http.get(f"/recruiter/{identity}/export.xlsx?against=ml-devops-manager")
    assert sent.headers["content-type"].startswith("application/vnd.openxmlformats")
    rows = list(openpyxl.load_workbook(io.BytesIO(sent.content)).active.values)
    lines = http.get(f"/recruiter/{identity}/export.csv?against=ml-devops-manager").text.splitlines()
    assert len(rows) == len(lines) == 3
    assert list(rows[0]) == lines[0].split(",")
    assert rows[1][2] == "'=cmd|1"
    assert rows[1][5] == float(lines[1].split(",")[5])
    assert http.get(f"/recruiter/{identity}/export.odt").status_code == 404


def test_more_candidates_than_a_page_can_hold_are_refused_in_words(http: httpx.Client) -> None:
    table = b"id,resume_text\n" + b"".join(b"%d,short text\n" % number for number in range(20_001))
    answer = http.post("/recruiter", files={"files": ("many.csv", table)})
    assert answer.status_code == 422
    assert "more than 20,000 candidates" in answer.text


def test_a_question_without_a_role_is_about_the_one_that_was_chosen(server: Server) -> None:
    made = lists_of(server).find(stored(server, {"a": TEXT}, job=JOB))
    assert made is not None
    assert Query.of({}, made).against == "job"
    assert Query.of({"against": "nobody"}, made).against == BEST


def test_a_table_without_resumes_is_explained_in_the_words_of_the_page(http: httpx.Client) -> None:
    answer = http.post("/recruiter", files={"files": ("a.csv", b"id,town\n1,Turku\n")})
    assert answer.status_code == 422
    assert "call one of them resume_text" in answer.text
    assert "-column" not in answer.text


def test_who_is_erased_after_a_list_was_shown_is_shown_no_more(server: Server, http: httpx.Client) -> None:
    place = f"/recruiter/{stored(server, {'Zanzibarquartz': TEXT, 'bob': TEXT})}"
    assert "Zanzibarquartz" in http.get(place).text
    assert http.delete("/v1/resumes", params={"external_id": "Zanzibarquartz"}).status_code == 204
    for shown in (http.get(place), http.get(f"{place}/export.csv")):
        assert shown.status_code == 200
        assert "Zanzibarquartz" not in shown.text
        assert "bob" in shown.text
    assert http.get(f"{place}/candidates/1").status_code == 404
