"""One row in, one row out: the same numbers as the full report."""

import os
import warnings
import zipfile
from pathlib import Path

import pyarrow as pa
import pytest

from matchers.matching import Matcher
from service import taxonomies
from service.batches import score_batch
from service.batches.columns import ALL_COLUMNS, OUTPUT_SCHEMA, InputRow, Output
from service.batches.intake import open_intake
from service.batches.scoring import RowScorer, ScoringOptions
from service.matching import text_document
from service.reading import read_in_process

SAMPLES = Path(__file__).parents[3] / "samples"


def named(row: Output) -> dict[str, object]:
    return dict(zip(ALL_COLUMNS, row, strict=True))


def test_every_column_says_what_the_full_report_says(scorer: RowScorer, matcher: Matcher, resumes: list[str]) -> None:
    for number, text in enumerate(resumes[:25], start=1):
        got = named(scorer.score([InputRow(number, "x", text)])[0])
        document = read_in_process(text.encode(), name="a.txt")
        report = matcher.match(document, resume_id="res_1", top=3)
        best = report["results"][0]
        assert got["best_role"] == got["role_1"] == best["role_id"]
        assert (got["best_title"], got["best_score"], got["band"]) == (best["title"], best["score"], best["band"])
        assert [got[f"role_{n}"] for n in (1, 2, 3)] == [result["role_id"] for result in report["results"]]
        assert [got[f"score_{n}"] for n in (1, 2, 3)] == [result["score"] for result in report["results"]]
        assert got["matched_skills"] == "; ".join(skill["name"] for skill in best["matched_skills"])
        assert got["missing_skills"] == "; ".join(skill["name"] for skill in best["missing_skills"])
        assert got["next_step"] == best["next_steps"][0]["action"]
        assert got["experience_years"] == report["resume"]["experience_years"]
        assert got["taxonomy_version"] == report["versions"]["taxonomy"]


def test_a_job_is_scored_as_the_full_report_scores_it(matcher: Matcher, resumes: list[str]) -> None:
    posting = (SAMPLES / "jobs" / "data-issue-manager.md").read_text(encoding="utf-8")
    with RowScorer(ScoringOptions(job_text=posting, job_name="data-issue-manager"), matcher) as scorer:
        for text in resumes[:5]:
            got = named(scorer.score([InputRow(1, "x", text)])[0])
            document = read_in_process(text.encode(), name="a.txt")
            job = matcher.match(document, resume_id="r", job=taxonomies.job_of(posting, "data-issue-manager"))["job"]
            assert (got["job_score"], got["job_band"]) == (job["score"], job["band"])
            assert got["job_missing_skills"] == "; ".join(gap["name"] for gap in job["missing_skills"])


def test_only_the_roles_asked_for_are_ranked(matcher: Matcher, resumes: list[str]) -> None:
    with RowScorer(ScoringOptions(roles=("data-issue-manager", "ml-devops-manager")), matcher) as scorer:
        got = named(scorer.score([InputRow(1, "x", resumes[0])])[0])
    assert {got["role_1"], got["role_2"]} == {"data-issue-manager", "ml-devops-manager"}
    assert got["role_3"] is None


@pytest.mark.parametrize(
    ("text", "status", "code"),
    [
        ("Too short.", "abstained", "too-short"),
        ("我是一名软件工程师。" * 60, "abstained", "unsupported-language"),
        ("\u200b \u200b", "abstained", "document-empty"),
        ("\0\1\2\3" * 500, "failed", "unsupported-media-type"),
        ("%PDF-1.7 broken", "failed", "document-corrupt"),
    ],
)
def test_what_cannot_be_assessed_gets_a_reason_and_no_number(
    scorer: RowScorer, text: str, status: str, code: str
) -> None:
    got = named(scorer.score([InputRow(1, "x", text)])[0])
    assert (got["status"], got["best_score"], got["best_role"]) == (status, None, None)
    assert str(got["problem"]).startswith(f"{code}: ")


def test_rubbish_between_good_rows_harms_nobody(scorer: RowScorer, resumes: list[str], tmp_path: Path) -> None:
    alone = [scorer.score([InputRow(n, str(n), text)])[0] for n, text in enumerate(resumes[:4])]
    rubbish = [
        InputRow(100, text="\ud800 lone surrogate"),
        InputRow(101, text="{\\rtf1 broken"),
        InputRow(102, path=str(tmp_path / "missing.pdf")),
        InputRow(103, path=str(tmp_path)),
        InputRow(104, path="\0"),
        InputRow(105, text='{"basics": [}'),
        InputRow(106, text="Python and (" * 60_000),
        InputRow(107, text="A" * 20_000),
    ]
    mixed = [InputRow(n, str(n), text) for n, text in enumerate(resumes[:4])]
    for number, row in enumerate(rubbish):
        mixed.insert(number % 5, row)
    results = {row[0]: row for row in scorer.score(mixed)}
    assert [results[n] for n in range(4)] == alone
    assert all(results[row.row][2] in {"scored", "abstained", "failed"} for row in rubbish)
    assert all(results[n][2] == "failed" and results[n][3] for n in (102, 103, 104))


def test_cells_that_hold_html_or_json_resumes_are_read_as_such(scorer: RowScorer, resumes: list[str]) -> None:
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in resumes[0].splitlines() if line) + "</body></html>"
    plain, marked_up = scorer.score([InputRow(1, text=resumes[0]), InputRow(2, text=html)])
    assert marked_up[2] == "scored"
    assert abs(float(str(marked_up[6])) - float(str(plain[6]))) < 10


def test_a_file_scores_as_its_text_does(scorer: RowScorer, tmp_path: Path) -> None:
    source = SAMPLES / "resumes" / "ml-devops-manager-clear.txt"
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(source, "cv/a.txt")
    rows = [
        InputRow(1, "a", text=source.read_text(encoding="utf-8")),
        InputRow(1, "a", path=str(source)),
        InputRow(1, "a", path=str(tmp_path / "a.zip"), member="cv/a.txt"),
    ]
    first, second, third = scorer.score(rows)
    assert first == second == third


def test_fields_without_a_text_are_scored_and_say_so(scorer: RowScorer) -> None:
    text = "Experience\nData Engineer\nJun 2020 – Nov 2026\n\nSkills\nPython, SQL\n"
    row = InputRow(1, "a", text=text, note="composed: The text was put together.", composed=True)
    got = named(scorer.score([row])[0])
    assert got["status"] == "scored"
    assert got["experience_years"] == 6.5
    assert str(got["problem"]).startswith("composed")


def test_the_same_rows_give_the_same_output_in_any_company(scorer: RowScorer, resumes: list[str]) -> None:
    rows = [InputRow(n, str(n), text) for n, text in enumerate(resumes[:10])]
    assert scorer.score(rows) == [scorer.score([row])[0] for row in rows] == scorer.score(rows[::-1])[::-1]


def test_score_batch_takes_arrow_and_gives_arrow(resumes: list[str]) -> None:
    batch = pa.RecordBatch.from_pydict({"id": ["a", "b", "c"], "text": [resumes[0], None, resumes[1]]})
    scored = score_batch(batch)
    assert scored.schema == OUTPUT_SCHEMA
    assert scored.column("external_id").to_pylist() == ["a", "b", "c"]
    assert scored.column("status").to_pylist() == ["scored", "failed", "scored"]
    assert scored.column("row").to_pylist() == [1, 2, 3]


def test_a_plain_document_means_the_same_to_both_doors(matcher: Matcher, scorer: RowScorer, resumes: list[str]) -> None:
    clean = read_in_process(resumes[3].encode(), name="a.txt").text
    report = matcher.match(text_document(clean), resume_id="r", top=1)
    assert scorer.score([InputRow(1, text=resumes[3])])[0][6] == report["results"][0]["score"]


def test_two_members_of_one_name_are_scored_each_by_its_own_text(
    scorer: RowScorer, tmp_path: Path, resumes: list[str]
) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive, warnings.catch_warnings(action="ignore"):
        for text in resumes[:2]:
            archive.writestr("cv.txt", text)
    found = [named(row) for row in scorer.score(open_intake(path).rows)]
    expected = [named(scorer.score([InputRow(1, "x", text)])[0]) for text in resumes[:2]]
    assert [row["best_score"] for row in found] == [row["best_score"] for row in expected]
    assert found[0]["best_score"] != found[1]["best_score"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_member_is_a_damaged_document_and_its_neighbour_is_read(
    scorer: RowScorer, tmp_path: Path, resumes: list[str], method: int
) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("bad.txt", resumes[0])
        archive.writestr("good.txt", resumes[1])
    content = bytearray(path.read_bytes())
    content[60:160] = b"\xff" * 100
    path.write_bytes(content)
    bad, good = (named(row) for row in scorer.score(open_intake(path).rows))
    assert str(bad["problem"]).startswith("document-corrupt")
    assert good["status"] == "scored"


def test_a_pipe_among_the_files_is_named_and_not_waited_for(scorer: RowScorer, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    pipe, device = scorer.score([InputRow(1, path=str(tmp_path / "pipe.txt")), InputRow(2, path="/dev/zero")])
    assert "pipe or a device" in str(named(pipe)["problem"])
    assert "pipe or a device" in str(named(device)["problem"])


def test_a_batch_of_arrow_is_scored_whatever_its_columns_hold(resumes: list[str]) -> None:
    broken = pa.array([resumes[0].encode(), resumes[1].encode() + b"\xff", None], pa.binary()).buffers()
    texts = pa.Array.from_buffers(pa.string(), 3, broken)
    found = score_batch(pa.record_batch([pa.array([[1], [2, 3], None]), texts, texts], ["id", "text", "text"]))
    assert found.column("external_id").to_pylist() == ["1", "2, 3", ""]
    assert found.column("status").to_pylist() == ["scored", "scored", "failed"]
