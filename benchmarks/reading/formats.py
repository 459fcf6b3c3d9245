"""Whether the same resume gives the same skills and the same scores in every format and layout.

    python benchmarks/reading/formats.py FOLDER [--verbose]

FOLDER comes from layouts.py; the HTML page is added here, and the ODT file, which soffice makes of a Word file. Every
reading of a resume is compared with that of its plain text (``txt-underlined``): the ids of the skills it holds, and
the scores of all roles in points.
"""

import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from layouts import PROJECT, renderer

sys.path.insert(0, str(PROJECT))
from matchers.matching import Matcher
from service import taxonomies
from service.reading import read_in_process

REFERENCE = "txt-underlined"
MAX_POINTS = 1.0


def add_formats(folder: Path) -> None:
    """Write the HTML pages and the ODT files that are missing."""
    render = renderer()
    for source in sorted((PROJECT / "samples" / "sources").glob("*.md")):
        word = folder / f"{source.stem}--docx-headings.docx"
        page, odt = folder / f"{source.stem}--html-page.html", folder / f"{source.stem}--odt-headings.odt"
        if not word.exists():
            continue
        if not page.exists():
            page.write_text(render.browser_html(render.parse_resume(source), "right"), encoding="utf-8")
        if not odt.exists():
            command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
            subprocess.run([*command, "--convert-to", "odt", "--outdir", folder, word], capture_output=True, check=True)
            (folder / f"{word.stem}.odt").rename(odt)


def reading(matcher: Matcher, path: Path) -> tuple[set[str], dict[str, int]]:
    """The ids of the skills that a file shows, and the score of every role in tenths of a point."""
    document = read_in_process(path.read_bytes(), name="a" + path.suffix)
    profile, ranked = matcher.rank(document)
    return {evidence.skill_id for evidence in profile.held()}, {score.role.profile.id: score.points for score in ranked}


def main() -> None:
    """Print every difference, and the shares without one by layout."""
    folder = Path(sys.argv[1])
    add_formats(folder)
    matcher = taxonomies.matcher()
    tables: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for plain in sorted(folder.glob(f"*--{REFERENCE}.txt")):
        name = plain.name.split("--")[0]
        skills, scores = reading(matcher, plain)
        for path in sorted(folder.glob(f"{name}--*.*")):
            layout = path.stem.split("--")[1]
            if layout == REFERENCE:
                continue
            found, points = reading(matcher, path)
            worst = max(abs(points[role] - scores[role]) for role in scores) / 10
            row = tables[layout]
            row[0] += 1
            row[1] += found == skills
            row[2] += worst <= MAX_POINTS
            if found != skills or worst > MAX_POINTS:
                print(
                    f"{name} {layout}: more {sorted(found - skills)}, "
                    f"fewer {sorted(skills - found)}, {worst:.1f} points"
                )
    for layout, (count, same, near) in sorted(tables.items()):
        print(f"{layout}: {same} of {count} skill sets equal, {near} of {count} scores within {MAX_POINTS:g} point")
    total = [sum(row[index] for row in tables.values()) for index in range(3)]
    print(
        f"all: {total[1]} of {total[0]} skill sets equal, {total[2]} of {total[0]} scores within {MAX_POINTS:g} point"
    )


if __name__ == "__main__":
    main()
