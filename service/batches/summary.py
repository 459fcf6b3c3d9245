# ruff: noqa: E501, ISC004 (HTML reads best a line for each element)
"""The summary of a pool: one HTML page that needs nothing else, with plots drawn here as SVG."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from matchers.reports import NOTICE
from matchers.weights import BANDS
from service.batches.columns import (
    BAND,
    BEST_SCORE,
    BEST_TITLE,
    EXTERNAL_ID,
    JOB_BAND,
    JOB_MISSING,
    MATCHED,
    MISSING,
    ROW,
    Output,
    Value,
)
from service.batches.results import BUCKETS, Shown, Tally

_MOST_BARS: Final = 16
_TOP_GAPS: Final = 15
_BAR_HEIGHT: Final = 36
_MOST_LABELLED: Final = 100  # wider numbers would run into one another
_NAMED: Final = 4
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
    "file-refused": "the row gives a link or a path that is not followed",
    "too-slow": "the row took too long to score",
    "unicode_tricks": "invisible characters were removed",
    "mixed_script": "words mix letters of several alphabets",
}
_STYLE: Final = """
:root{--ink:#1d2330;--soft:#5b6473;--line:#d9dee6;--page:#fff;--card:#f7f8fa;--bar:#2f5f9e;--trough:#e9edf3;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ink:#e8ebf0;--soft:#a3acba;--line:#3a4250;--page:#14181f;--card:#1b2029;--bar:#7ba7e0;--trough:#262d38}}
*{box-sizing:border-box}body{margin:0 auto;max-width:1080px;padding:32px 24px 56px;background:var(--page);color:var(--ink);
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}h1{font-size:26px;line-height:1.25;margin:0 0 6px}h2{font-size:17px;margin:0 0 12px}
p,ul{margin:0 0 8px}ul{padding-left:20px}.lead{font-size:17px;max-width:46em}.soft{color:var(--soft)}section{margin-top:36px}
.numbers{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin-top:20px}
.numbers div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:10px 14px;line-height:1.35}.numbers b{display:block;font-size:26px;line-height:1.2;font-variant-numeric:tabular-nums}
.pair{display:grid;grid-template-columns:1fr 1fr;column-gap:48px}svg{display:block;width:100%;overflow:visible}
svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}svg text.soft{fill:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:14px}th,td{text-align:left;padding:7px 14px 7px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:break-word}
th{font-weight:600;color:var(--soft)}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.who{font-weight:600;min-width:8em}td.who span{font-weight:400;white-space:nowrap}.score{white-space:nowrap;font-variant-numeric:tabular-nums}
.band{display:inline-block;border-radius:9px;padding:0 8px;margin-left:8px;font-size:12px;line-height:18px;color:#fff}footer{margin-top:44px;font-size:13px;color:var(--soft)}
@media(max-width:720px){body{padding:20px 16px 40px}h1{font-size:22px}.numbers{grid-template-columns:1fr 1fr}.pair{display:block}
.people tr{display:block;padding:10px 0;border-bottom:1px solid var(--line)}.people tr:first-child{display:none}.people td{display:block;border:0;padding:1px 0;text-align:left}
.people td.place{float:right;color:var(--soft)}.people td[data-is]:before{content:attr(data-is) " ";color:var(--soft)}}
@media print{body{max-width:none;padding:0}section,tr{break-inside:avoid}}
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
    job = facts.job if shown.by_job else None
    people = _counted(sum(tally.statuses.values()), "candidate")
    title = f"{people} for “{job}”" if job else f"{people} and the roles that fit them"
    plots = [
        _section(f"Scores for “{job}”" if job else "Scores for the best role", _histogram(tally.buckets)),
        _section("How well they fit", _bars([(name, tally.bands[name]) for _, name in BANDS], colours=_BAND_COLOURS)),
        _section(
            "Which role fits best", _bars(tally.roles.most_common(_MOST_BARS), part=tally.good_roles, of_part="well")
        ),
        _section(
            "What they lack most" if job else "What they lack most for their best role",
            _bars(tally.gaps.most_common(_TOP_GAPS), of=tally.statuses["scored"]),
        ),
    ]
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="soft">Read from {escape(facts.source)}. Every row, with its reasons, is in {escape(facts.out)}.</p>',
        f'<p class="lead">{_lead(tally, shown)}</p>',
        _numbers(tally),
        f'<div class="pair">{"".join(plots)}</div>',
        _section("Highest scores", _shortlist(tally, shown)),
        _section("What could not be read", _problems(tally)),
        _section("How the file was read", _list(facts.remarks)) if facts.remarks else "",
        f"<footer><p>{escape(NOTICE)} A score says how much of a role’s written requirements a resume shows; it says nothing of a person’s worth. "
        f"Scores don’t depend on who else is in this list.</p><p>Taxonomy {escape(facts.taxonomy_version)} · {facts.seconds:,.1f} s</p></footer>",
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>{''.join(body)}</body></html>\n"
    )


def _lead(tally: Tally, shown: Shown) -> str:
    """What somebody with ten seconds should know."""
    scored, best = tally.statuses["scored"], tally.shortlist()
    if not best:
        return "Nobody could be scored; the reasons stand below."
    well = tally.bands["strong"] + tally.bands["good"]
    what = "the job" if shown.by_job else "one of the roles"
    first = f"{'Nobody' if not well else f'{well:,} of {scored:,}'} {'fits' if well < 2 else 'fit'} {what} well (strong or good). "
    top = best[0]
    first += f"The highest score is {top[shown.score_column]:.1f}"
    first += f", of {escape(str(top[EXTERNAL_ID]))}." if top[EXTERNAL_ID] else f", in row {top[ROW]}."
    unread = sum(tally.statuses.values()) - scored
    return first + (f" {_counted(unread, 'row')} got no score." if unread else "")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _list(items: Iterable[str]) -> str:
    return f'<ul class="soft">{"".join(f"<li>{escape(item)}</li>" for item in items)}</ul>'


def _numbers(tally: Tally) -> str:
    cells = [
        ("strong or good", tally.bands["strong"] + tally.bands["good"]),
        ("scored", tally.statuses["scored"]),
        ("could not be assessed", tally.statuses["abstained"]),
        ("could not be read", tally.statuses["failed"]),
    ]
    return '<div class="numbers">' + "".join(f"<div><b>{count:,}</b>{name}</div>" for name, count in cells) + "</div>"


def _section(title: str, content: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{content}</section>"


def _histogram(buckets: Sequence[int]) -> str:
    """Candidates by score, a bar for every five points. Positions are shares of the width, so that letters stay as they are."""
    height, base = 220, 190
    step, most = 100 / BUCKETS, max(buckets) or 1
    parts = []
    for number, count in enumerate(buckets):
        tall = round((base - 24) * count / most, 1)
        low = number * 100 // BUCKETS
        label = f"{low} to under {low + 100 // BUCKETS}: {count:,}"
        parts.append(
            f'<rect x="{number * step + 0.25:.2f}%" y="{base - tall}" width="{step - 0.5:.2f}%" height="{tall}" rx="2" fill="var(--bar)"><title>{label}</title></rect>'
        )
        if count and (count == most or most < _MOST_LABELLED):
            parts.append(
                f'<text class="soft" x="{(number + 0.5) * step:.2f}%" y="{base - tall - 6}" text-anchor="middle">{count:,}</text>'
            )
    axis = "".join(
        f'<text class="soft" x="{x}%" y="{base + 18}" text-anchor="{_anchor(x)}">{x}</text>' for x in range(0, 101, 20)
    )
    line = f'<line x1="0" x2="100%" y1="{base}" y2="{base}" stroke="var(--line)"/>'
    return f'<svg height="{height}" role="img" aria-label="Candidates by score">{"".join(parts)}{line}{axis}</svg>'


def _anchor(position: int) -> str:
    return {0: "start", 100: "end"}.get(position, "middle")


def _bars(
    items: Iterable[tuple[str, int]],
    *,
    colours: Mapping[str, str] | None = None,
    of: int | None = None,
    part: Mapping[str, int] | None = None,
    of_part: str = "",
) -> str:
    """Names with a bar each, the longest over the full width; ``part`` of a bar is drawn stronger and named ``of_part``."""
    listed = [(name, count) for name, count in items if name]
    most = max((count for _, count in listed), default=0)
    if not most:
        return '<p class="soft">Nothing to show.</p>'
    rows = []
    for number, (name, count) in enumerate(listed):
        y = number * _BAR_HEIGHT
        value, strong = f"{count:,}", (part or {}).get(name, 0)
        if of:
            value += f" · {count / of:.0%}"
        if strong:
            value += f", {strong:,} {of_part}"
        colour = (colours or {}).get(name, "var(--bar)")
        faint = "0.45" if part is not None else "1"
        rows.append(
            f'<text x="0" y="{y + 14}">{escape(_short(name))}<title>{escape(name)}</title></text>'
            f'<text class="soft" x="100%" y="{y + 14}" text-anchor="end">{value}</text>'
            f'<rect x="0" y="{y + 20}" width="100%" height="6" rx="3" fill="var(--trough)"/>'
            f'<rect x="0" y="{y + 20}" width="{100 * count / most:.1f}%" height="6" rx="3" fill="{colour}" opacity="{faint}"/>'
            + (
                f'<rect x="0" y="{y + 20}" width="{100 * strong / most:.1f}%" height="6" rx="3" fill="{colour}"/>'
                if strong
                else ""
            )
        )
    return f'<svg height="{len(listed) * _BAR_HEIGHT}" role="img">{"".join(rows)}</svg>'


def _short(name: str) -> str:
    return name if len(name) <= 44 else name[:42] + "…"


def _shortlist(tally: Tally, shown: Shown) -> str:
    rows, scores = tally.shortlist(), Counter(row[shown.score_column] for row in tally.shortlist())
    if not rows:
        return '<p class="soft">No candidate was scored.</p>'
    lines, place = [], 0
    for number, row in enumerate(rows, start=1):
        score = row[shown.score_column]
        if number == 1 or rows[number - 2][shown.score_column] != score:
            place = number
        lines.append(
            f'<tr><td class="n place">{place}{"=" if scores[score] > 1 else ""}</td>{_person(row, shown)}</tr>'
        )
    # What a person shows is known for the best role only, so a job's list has it not.
    head = "".join(
        f"<th>{name}</th>"
        for name in (["Lacks most", "Best role"] if shown.by_job else ["Best role", "Shows", "Lacks most"])
    )
    return f'<table class="people"><tr><th class="n">#</th><th>Candidate</th><th>Score</th>{head}</tr>{"".join(lines)}</table>'


def _person(row: Output, shown: Shown) -> str:
    band = str(row[JOB_BAND if shown.by_job else BAND])
    who = f"{escape(str(row[EXTERNAL_ID]))} " if row[EXTERNAL_ID] else ""
    score = f'{row[shown.score_column]:.1f}<span class="band" style="background:{_BAND_COLOURS.get(band, "#8a8f98")}">{escape(band)}</span>'
    lacks = f'<td data-is="lacks">{_first(row[JOB_MISSING if shown.by_job else MISSING])}</td>'
    role = escape(str(row[BEST_TITLE]))
    rest = (
        f'{lacks}<td data-is="best role">{role} {row[BEST_SCORE]:.1f}</td>'
        if shown.by_job
        else f'<td>{role}</td><td data-is="shows">{_first(row[MATCHED])}</td>{lacks}'
    )
    return f'<td class="who">{who}<span class="soft">row {row[ROW]}</span></td><td class="score">{score}</td>{rest}'


def _first(names: Value) -> str:
    """The first few of a list in a cell."""
    return escape(", ".join(str(names or "").split("; ")[:_NAMED]))


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
    table = f'<table><tr><th class="n">Rows</th><th>What</th><th></th></tr>{rows}</table>'
    if not first:
        return table
    return (
        table
        + f'<h2 style="margin-top:20px">The first of them</h2><table><tr><th class="n">Row</th><th>Id</th><th>Problem</th></tr>{first}</table>'
    )
