# ruff: noqa: E501, ISC004 (HTML reads best a line for each element)
"""The summary of a pool: one HTML page that needs nothing else, with plots drawn here as SVG."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from matchers.reports import NOTICE
from matchers.weights import BANDS
from service.batches.columns import BEST_SCORE, BEST_TITLE, EXTERNAL_ID, JOB_MISSING, MISSING, NEXT_STEP, ROW
from service.batches.results import BUCKETS, Shown, Tally

_MOST_BARS: Final = 16
_TOP_GAPS: Final = 15
_BAND_COLOURS: Final = {
    "strong": "#14713d",
    "good": "#3d8f4a",
    "partial": "#b98600",
    "weak": "#c4651b",
    "none": "#8a8f98",
}
_PROBLEMS: Final = {
    "csv-quotes": "a quotation mark is missing or out of place",
    "ragged-row": "the row has more or fewer cells than the header",
    "no-resume": "neither a text nor a file",
    "empty-row": "the row is empty",
    "too-short": "the resume is too short to be assessed",
    "unsupported-language": "the resume is not in English",
    "document-image-only": "the file is a picture without text",
    "document-empty": "the file holds no text",
    "document-encrypted": "the file is protected with a password",
    "document-corrupt": "the file is missing or damaged",
    "document-too-large": "the file is too large",
    "unsupported-media-type": "the file is of a kind that can't be read",
    "parse-timeout": "the file took too long to read",
    "bad-json": "the line is not JSON",
    "duplicate-id": "the id occurs more than once",
    "composed": "the text was put together from structured fields",
    "hidden_text": "the file holds text that nobody can see; it was not scored",
    "truncated": "only the beginning of a very long text was read",
    "unicode_tricks": "invisible characters were removed",
    "mixed_script": "words mix letters of several alphabets",
}
_STYLE: Final = """
:root{--ink:#1d2330;--soft:#5b6473;--line:#d9dee6;--page:#fff;--bar:#2f5f9e;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#a3acba;--line:#3a4250;--page:#14181f;--bar:#7ba7e0}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1080px;padding:32px 24px 56px;background:var(--page);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}h1{font-size:24px;margin:0 0 4px}h2{font-size:16px;margin:0 0 12px}
p{margin:0 0 8px}.soft{color:var(--soft)}section{margin-top:32px}.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(120px,1fr));gap:12px;margin-top:20px}
.numbers div{border:1px solid var(--line);border-radius:8px;padding:10px 14px}.numbers b{display:block;font-size:24px;line-height:1.2;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:32px}svg{width:100%;height:auto;display:block}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}svg .soft{fill:var(--soft)}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
td.w{white-space:nowrap}th{font-weight:600;color:var(--soft)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}footer{margin-top:40px;font-size:13px;color:var(--soft)}
@media print{body{max-width:none;padding:0}section{break-inside:avoid}}
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the page says of the run itself."""

    source: str
    out: str
    remarks: Sequence[str]
    taxonomy_version: str
    seconds: float
    job: str | None


def page(tally: Tally, shown: Shown, facts: Facts) -> str:
    """The whole page."""
    what = f"the job “{facts.job}”" if facts.job and shown.by_job else "their best role"
    plots = [
        _section(f"Scores for {what}", _histogram(tally.buckets)),
        _section("Bands", _bars([(name, tally.bands[name]) for _, name in BANDS], colours=_BAND_COLOURS)),
        _section("Best role", _bars(tally.roles.most_common(_MOST_BARS))),
        _section("What the pool lacks most", _bars(tally.gaps.most_common(_TOP_GAPS), of=tally.statuses["scored"])),
    ]
    body = [
        f"<h1>{escape(facts.source)}</h1>",
        f'<p class="soft">{sum(tally.statuses.values()):,} candidates scored against the role catalogue{f" and the job “{escape(facts.job)}”" if facts.job else ""}. '
        f"Every row is in {escape(facts.out)}.</p>",
        _numbers(tally),
        *(f'<p class="soft">{escape(remark)}</p>' for remark in facts.remarks),
        f'<div class="pair">{"".join(plots)}</div>',
        _section("Highest scores", _shortlist(tally, shown)),
        _section("Problems", _problems(tally)),
        f"<footer><p>{escape(NOTICE)} A score says how much of a role’s written requirements a resume shows; it says nothing of a person’s worth. "
        f"Scores don’t depend on who else is in this list.</p><p>Taxonomy {escape(facts.taxonomy_version)} · {facts.seconds:,.1f} s</p></footer>",
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Summary of {escape(facts.source)}</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _numbers(tally: Tally) -> str:
    cells = [
        ("scored", tally.statuses["scored"]),
        ("not assessable", tally.statuses["abstained"]),
        ("not read", tally.statuses["failed"]),
    ]
    cells.append(("strong or good", tally.bands["strong"] + tally.bands["good"]))
    return '<div class="numbers">' + "".join(f"<div><b>{count:,}</b>{name}</div>" for name, count in cells) + "</div>"


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _histogram(buckets: Sequence[int]) -> str:
    """Candidates by score, a bar for every five points."""
    width, height, base = 520, 220, 190
    step, most = width / BUCKETS, max(buckets) or 1
    parts = []
    for number, count in enumerate(buckets):
        tall = round((base - 24) * count / most, 1)
        low = number * 100 // BUCKETS
        label = f"{low} to under {low + 100 // BUCKETS}: {count:,}"
        parts.append(
            f'<rect x="{number * step + 1:.1f}" y="{base - tall}" width="{step - 2:.1f}" height="{tall}" rx="2" fill="var(--bar)"><title>{label}</title></rect>'
        )
        if count == most:
            parts.append(
                f'<text x="{number * step + step / 2:.1f}" y="{base - tall - 6}" text-anchor="middle">{count:,}</text>'
            )
    axis = "".join(
        f'<text class="soft" x="{x * width / 100:.0f}" y="{base + 18}" text-anchor="{_anchor(x)}">{x}</text>'
        for x in range(0, 101, 20)
    )
    line = f'<line x1="0" x2="{width}" y1="{base}" y2="{base}" stroke="var(--line)"/>'
    return f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="Candidates by score">{"".join(parts)}{line}{axis}</svg>'


def _anchor(position: int) -> str:
    return {0: "start", 100: "end"}.get(position, "middle")


def _bars(items: Iterable[tuple[str, int]], *, colours: dict[str, str] | None = None, of: int | None = None) -> str:
    """Names with a bar each, longest value to full width."""
    listed = [(name, count) for name, count in items if name]
    most = max((count for _, count in listed), default=0)
    if not most:
        return '<p class="soft">Nothing to show.</p>'
    name_width, full, tall = 250, 190, 24
    parts = []
    for number, (name, count) in enumerate(listed):
        y = number * tall
        length = max(1.0, full * count / most) if count else 0.0
        share = f" ({count / of:.0%})" if of else ""
        colour = (colours or {}).get(name, "var(--bar)")
        parts.append(
            f'<text x="0" y="{y + 16}">{escape(_short(name))}<title>{escape(name)}</title></text>'
            f'<rect x="{name_width}" y="{y + 4}" width="{length:.1f}" height="{tall - 8}" rx="2" fill="{colour}"/>'
            f'<text x="{name_width + length + 6:.1f}" y="{y + 16}">{count:,}{share}</text>'
        )
    return f'<svg viewBox="0 0 520 {len(listed) * tall}" role="img">{"".join(parts)}</svg>'


def _short(name: str) -> str:
    return name if len(name) <= 38 else name[:36] + "…"


def _shortlist(tally: Tally, shown: Shown) -> str:
    rows, scores = tally.shortlist(), Counter(row[shown.score_column] for row in tally.shortlist())
    if not rows:
        return '<p class="soft">No candidate was scored.</p>'
    lines, place = [], 0
    for number, row in enumerate(rows, start=1):
        score = row[shown.score_column]
        if number == 1 or rows[number - 2][shown.score_column] != score:
            place = number
        missing = str(row[JOB_MISSING if shown.by_job else MISSING] or "").split("; ")
        lines.append(
            f'<tr><td class="n">{place}{"=" if scores[score] > 1 else ""}</td><td class="w">{escape(str(row[EXTERNAL_ID] or ""))} <span class="soft">row {row[ROW]}</span></td>'
            f'<td class="n">{score:.1f}</td><td>{escape(str(row[BEST_TITLE]))}{f" {row[BEST_SCORE]:.1f}" if shown.by_job else ""}</td>'
            f"<td>{escape(', '.join(missing[:3]))}</td><td>{escape(str(row[NEXT_STEP] or ''))}</td></tr>"
        )
    head = '<tr><th class="n">#</th><th>Candidate</th><th class="n">Score</th><th>Best role</th><th>Lacks most</th><th>Next step</th></tr>'
    return f'<div class="scroll"><table>{head}{"".join(lines)}</table></div>'


def _problems(tally: Tally) -> str:
    counted = [(code, count, "no score") for code, count in tally.problems.most_common()]
    counted += [(code, count, "scored all the same") for code, count in tally.notes.most_common()]
    if not counted:
        return '<p class="soft">None: every row was read.</p>'
    rows = "".join(
        f'<tr><td class="n">{count:,}</td><td>{escape(_PROBLEMS.get(code, code))}</td><td class="soft">{after}</td></tr>'
        for code, count, after in counted
    )
    first = "".join(
        f'<tr><td class="n">{row}</td><td>{escape(identity)}</td><td>{escape(problem.split(": ", 1)[-1])}</td></tr>'
        for row, identity, problem in tally.first_failures
    )
    table = f'<div class="scroll"><table><tr><th class="n">Rows</th><th>What</th><th></th></tr>{rows}</table></div>'
    if not first:
        return table
    return (
        table
        + f'<h2 style="margin-top:20px">The first of them</h2><div class="scroll"><table><tr><th class="n">Row</th><th>Id</th><th>Problem</th></tr>{first}</table></div>'
    )
