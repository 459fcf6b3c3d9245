"""The pages in a real browser: the whole path of each kind of user, with a keyboard, on a phone, without scripts."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from service import matching, taxonomies
from service.matching import text_document
from service.web.report_page import render
from tests.service.web.conftest import SAMPLES, Open, Server, Watched, stored

RESUME = SAMPLES / "resume.pdf"
JOB = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")
SCORED = 240_000  # milliseconds: a process that scores starts first, and machines that test are busy
HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>{{7*7}}"


def upload(window: Watched, file: Path = RESUME) -> None:
    window.page.set_input_files("#file", file)
    window.page.click("button[type=submit]")
    window.page.wait_for_selector("#ranking-heading")


def test_a_job_seeker_sees_the_fit_asks_what_if_and_takes_the_report_along(browse: Open) -> None:
    window = browse()
    page = window.page
    upload(window)
    assert page.locator(".ranking li").count() == 5
    parts = [
        float(text.split()[0]) for text in page.locator("#role-1 .waterfall li:not(.total) .number").all_inner_texts()
    ]
    total = page.locator("#role-1 .waterfall .total .number").inner_text()
    assert f"{sum(parts):.1f}" == total.split()[0]

    page.locator("#role-1 .skills .said a").first.click()
    chosen = page.locator("mark.chosen").first
    assert chosen.is_visible()
    box = chosen.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 900

    ticks = page.locator("#role-1 .tick input")
    gains = [float(t) for t in page.locator("#role-1 .gaps > li > .number").all_inner_texts()[:2]]
    ticks.nth(0).check()
    page.wait_for_selector("#role-1 .answer strong")
    before, after = (float(number) for number in page.locator("#role-1 .answer strong").inner_text().split(" → "))
    assert round(after - before, 1) == gains[0]
    assert f"{before:.1f}" == total.split()[0]

    for button, ending in (("Save as a page", ".html"), ("Save as JSON", ".json")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button).click()
        saved = Path(waiting.value.path()).read_text(encoding="utf-8")
        assert waiting.value.suggested_filename.endswith(ending)
        assert (json.loads(saved)["schema"] == "rolefit.report/1") if ending == ".json" else "<script" not in saved
    assert window.is_clean(), (window.foreign, window.complaints)


def test_a_recruiter_ranks_filters_compares_and_exports_a_table(browse: Open) -> None:
    window = browse("/recruiter")
    page = window.page
    page.set_input_files("#files", SAMPLES / "candidates.csv")
    page.select_option("#against", "ml-devops-manager")
    page.click("button[type=submit]")
    page.wait_for_selector("text=/All \\d+ read/", timeout=SCORED)
    scores = [float(text) for text in page.locator("td.score").all_inner_texts()]
    assert len(scores) > 30
    assert scores == sorted(scores, reverse=True)
    page.wait_for_selector(".chart")
    assert page.locator(".chart li").count() == 15
    ranks = [text.rstrip("=") for text in page.locator("tbody td.number.muted").all_inner_texts()]
    assert ranks == sorted(ranks, key=int)

    page.fill("#skill", "Kubernetes")
    page.wait_for_url("**skill=Kubernetes**")
    assert 2 < page.locator("td.score").count() < len(scores)
    for number in range(3):
        page.locator("tbody input").nth(number).check()
    page.click("text=Compare the ticked")
    assert page.locator(".compare").first.locator("thead th").count() == 3
    page.go_back()
    with page.expect_download() as waiting:
        page.click("text=Export as CSV")
    lines = Path(waiting.value.path()).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("rank,row,external_id")
    with page.expect_download() as waiting:
        page.click("text=for Excel")
    assert waiting.value.suggested_filename == "rolefit-candidates.xlsx"
    page.locator("tbody th a").first.click()
    page.wait_for_selector("#why-heading")
    page.locator("#role-1 .skills .said a").first.click()
    assert page.locator("mark.chosen").first.is_visible()
    window.open("/recruiter")
    page.click("text=candidates.csv")
    page.click("text=Forget this list now")
    page.wait_for_url("**/recruiter")
    assert "candidates.csv" not in page.inner_text("main")
    assert window.is_clean(), (window.foreign, window.complaints)


def test_a_keeper_finds_provenance_and_adds_a_role_after_seeing_it(browse: Open) -> None:
    window = browse("/taxonomy")
    page = window.page
    page.fill("#q", "k8s")
    page.click("#found a:text-is('Kubernetes')")
    page.click(".plain-rows a >> nth=0")
    assert page.locator(".asked .said mark").count() > 20
    page.click("text=Read the whole document")
    assert page.locator(".own mark").count() > 20
    window.open("/taxonomy/new")
    page.fill("#title", "Azure Data Person")
    page.fill("#text", JOB)
    page.click("text=Show what it asks for")
    page.wait_for_selector("#preview-heading")
    assert "Azure Data Factory" in page.inner_text(".asked")
    page.click("text=Save this role")
    page.wait_for_url("**/taxonomy/roles/azure-data-person")
    assert page.locator(".asked .said mark").count() > 5
    window.open("/taxonomy/versions")
    page.click("text=Show what changed")
    assert "+ role azure-data-person" in page.inner_text(".code")
    window.open("/taxonomy/roles/azure-data-person")
    page.click("text=Take this role out of the catalogue")
    page.wait_for_url("**/taxonomy")
    assert "Azure Data Person" not in page.inner_text("main")
    assert window.is_clean(), (window.foreign, window.complaints)


def test_an_integrator_reads_the_api_in_place_and_makes_a_key_shown_once(browse: Open, keyed: Server) -> None:
    window = browse("/integrate", at=keyed)
    page = window.page
    page.click("summary:has-text('/v1/matches') >> nth=0")
    assert "curl" in page.inner_text("#call-post-v1-matches")
    assert page.locator("button[data-copy]").first.is_visible()
    page.fill("#name", "ATS <b>nightly</b>")
    page.check("[value=admin]")
    page.click("text=Make a key")
    token = page.inner_text("#token")
    assert token.startswith("rf_live_")
    window.open("/sign-in?to=/integrate")
    page.fill("#key", token)
    page.click("main button")
    page.wait_for_url("**/integrate")
    assert token not in page.content()
    assert "ATS <b>nightly</b>" in page.inner_text("table")
    page.click("button:has-text('Revoke')")
    page.wait_for_selector("text=signs in")
    assert [state for _, _, state in keyed.app.state.services.keyring.all()] == ["revoked"]
    assert window.is_clean(), (window.foreign, window.complaints)


# Everything unfolded, of the roles only the first: they are all alike.
OPENING = "for (const d of document.querySelectorAll('details')) d.open = !d.matches('.role ~ .role, .role ~ .role *')"
PLACES = ("/", "/samples/ml-platform-engineer.pdf", "/samples/network-administrator.txt", "/recruiter", "/taxonomy",
          "/taxonomy?q=kube", "/taxonomy/roles/ml-devops-manager", "/taxonomy/skills/kubernetes", "/taxonomy/new",
          "/taxonomy/versions", "/integrate", "/taxonomy/roles/nowhere")  # fmt: skip


WINDOWS = [(1280, False), (390, True), (1280, True), (390, False)]
NAMED = ["wide and light", "phone and dark", "wide and dark", "phone and light"]


@pytest.mark.parametrize(("width", "dark"), WINDOWS, ids=NAMED)
def test_no_page_breaks_an_accessibility_rule_or_its_window(browse: Open, width: int, *, dark: bool) -> None:
    window = browse("/", width=width, dark=dark)
    for place in PLACES:
        window.open(place)
        window.page.evaluate(OPENING)
        assert window.violations() == [], place
        assert window.is_as_wide_as_its_window(), place
    assert window.foreign == []
    assert [c for c in window.complaints if "404" not in c] == []


@pytest.mark.parametrize(("width", "dark"), WINDOWS[:2], ids=NAMED[:2])
def test_what_forms_answer_breaks_no_accessibility_rule_either(browse: Open, width: int, *, dark: bool) -> None:
    window = browse("/", width=width, dark=dark)
    page = window.page
    text = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")
    for resume, job, wanted in (
        (text, JOB, "#job-heading"),
        ("Python, SQL", "", "text=No score"),
        ("", "", ".problem"),
    ):
        window.open("/")
        page.evaluate(OPENING)
        page.fill("#text", resume)
        page.fill("#job", job)
        page.click("button[type=submit]")
        page.wait_for_selector(wanted)
        assert window.violations() == [], wanted
        assert window.is_as_wide_as_its_window(), wanted
    window.open("/taxonomy/new")
    page.fill("#text", JOB)
    page.click("text=Show what it asks for")
    page.wait_for_selector("#preview-heading")
    assert window.violations() == []
    assert window.is_as_wide_as_its_window()


def test_a_list_and_its_comparison_break_no_accessibility_rule(browse: Open, server: Server) -> None:
    pool = filled(server, 120)
    wide, phone = browse(dark=True), browse(width=390)
    places = ("", "?against=ml-devops-manager", "?find=nobody", "/gaps?against=ml-devops-manager", "/candidates/1",
              "/compare?against=ml-devops-manager&c=1&c=2&c=3&c=4")  # fmt: skip
    for place in places:
        for window in (wide, phone):
            window.open(f"/recruiter/{pool}{place}")
            window.page.wait_for_load_state("networkidle")
            assert window.violations() == [], place
            assert window.is_as_wide_as_its_window(), place
            assert window.is_clean(), (window.foreign, window.complaints)


DROP = """([name, text]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name, {type: "text/plain"}));
  const area = document.querySelector("[data-drop]");
  area.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_a_resume_may_be_dropped(browse: Open) -> None:
    window = browse()
    text = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")
    window.page.evaluate(DROP, ["dropped.txt", text])
    window.page.click("button[type=submit]")
    window.page.wait_for_selector("#ranking-heading")
    assert "dropped.txt" in window.page.inner_text(".told > header")
    assert window.is_clean(), (window.foreign, window.complaints)


def test_the_whole_path_works_with_the_keyboard_alone(browse: Open) -> None:
    window = browse()
    page = window.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    seek(window, "document.activeElement.tagName === 'SUMMARY' && document.activeElement.textContent.includes('Paste')")
    page.keyboard.press("Enter")
    seek(window, "document.activeElement.id === 'text'")
    page.keyboard.insert_text((SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8"))
    seek(window, "document.activeElement.textContent === 'Show the fit'")
    page.keyboard.press("Enter")
    page.wait_for_selector("#ranking-heading")
    seek(window, "document.activeElement.matches('.role:nth-of-type(2) > summary, #role-2 > summary')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('role-2').open")
    seek(window, "document.activeElement.matches('#role-2 .tick input')")
    page.keyboard.press("Space")
    page.wait_for_selector("#role-2 .answer strong")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert window.is_clean(), (window.foreign, window.complaints)


def seek(window: Watched, wanted: str, most: int = 260) -> None:
    for _ in range(most):
        window.page.keyboard.press("Tab")
        if window.page.evaluate(wanted):
            return
    pytest.fail(f"no Tab reaches {wanted}")


def test_without_scripts_upload_result_and_what_if_still_work(browse: Open) -> None:
    window = browse(script=False)
    page = window.page
    upload(window)
    page.locator("#role-1 .tick input").first.check()
    page.click("#role-1 button:has-text('Score it')")
    assert "→" in page.inner_text("main")
    page.click("text=Back to the result")
    page.wait_for_selector("#ranking-heading")
    window.open("/recruiter")
    page.set_input_files("#files", [RESUME, SAMPLES / "resumes" / "ml-devops-manager-clear.txt"])
    page.click("button[type=submit]")
    page.wait_for_selector("text=/All 2 read/", timeout=SCORED)
    assert page.locator("tbody tr").count() == 2
    assert window.is_clean(), (window.foreign, window.complaints)


def test_nothing_hostile_runs_whatever_a_resume_a_name_or_a_job_holds(browse: Open, tmp_path: Path) -> None:
    text = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")
    file = tmp_path / "<img src=x onerror=alert(3)>.txt"
    file.write_text(f"{HOSTILE}\n{text}\nSkills\n{HOSTILE}, Kubernetes\n", encoding="utf-8")
    table = tmp_path / "t.csv"
    table.write_text(
        'external_id,resume_text\n"{}","{}"\n'.format(HOSTILE.replace('"', '""'), (HOSTILE + text).replace('"', '""')),
        encoding="utf-8",
    )
    window = browse()
    page = window.page
    page.set_input_files("#file", file)
    page.click("text=Compare with a job description")
    page.fill("#job", f"{HOSTILE}\nRequirements\n- {HOSTILE}\n- Terraform, {HOSTILE} and Kafka\n- SQL\n")
    page.click("button[type=submit]")
    page.wait_for_selector("#ranking-heading")
    assert HOSTILE in page.inner_text(".own")
    assert "onerror" in page.inner_text(".told > header")
    window.open("/recruiter")
    page.set_input_files("#files", table)
    page.click("button[type=submit]")
    page.wait_for_selector("text=/All 1 read/", timeout=SCORED)
    assert HOSTILE in page.inner_text("tbody th")
    window.open("/taxonomy/new")
    page.fill("#text", f"{HOSTILE}\nRequirements\n- {HOSTILE}\n- Terraform and Kafka\n")
    page.click("text=Show what it asks for")
    page.wait_for_selector("#preview-heading")
    assert page.locator("img").count() == 0
    assert window.is_clean(), (window.foreign, window.complaints, window.dialogs)


def test_ten_thousand_candidates_are_shown_fifty_at_a_time_and_filtered_by_the_server(
    browse: Open, server: Server
) -> None:
    pool = filled(server, 10_000)
    window = browse(f"/recruiter/{pool}?against=ml-devops-manager")
    page = window.page
    assert page.locator("tbody tr").count() == 50
    page.fill("#find", "C-0999")
    page.wait_for_url("**find=C-0999**")
    page.wait_for_selector("tbody tr >> nth=10", state="detached")
    assert page.locator("tbody tr").count() == 10
    assert window.is_clean(), (window.foreign, window.complaints)


def test_a_page_of_ten_thousand_candidates_asks_and_sends_what_one_of_a_hundred_does(
    server: Server, http: httpx.Client
) -> None:
    """What makes a long list quick; benchmarks/pages/browser.py tells the seconds."""
    looks = []
    for size in (100, 10_000):
        place = f"/recruiter/{filled(server, size)}?against=ml-devops-manager"
        for question in ("", "&find=C-0", "&order=years", "&page=2"):
            with asked(server) as statements:
                sent = http.get(place + question)
            assert sent.status_code == 200
            looks.append((len(sent.content), statements))
    hundred, many = looks[:4], looks[4:]
    for (size_before, before), (size, statements) in zip(hundred, many, strict=True):
        assert [text for text, _ in statements] == [text for text, _ in before]
        assert size < 1.1 * size_before  # longer numbers and names, and the links to other pages
        (shown,) = (given for text, given in statements if 'batch_rows."row" IN' in text)
        assert len(shown) < 60, "evidence is read for the rows that are shown"
    first, *later = ([text for text, _ in statements] for _, statements in many)
    for again in later:  # the ranking of a finished list is remembered
        assert len(again) == len(first) - 1
        assert set(again) < set(first)


@contextmanager
def asked(server: Server) -> Iterator[list[tuple[str, Sequence[object]]]]:
    """What the database is asked meanwhile: each statement with its parameters."""
    engine, statements = server.app.state.services.engine, list[tuple[str, Sequence[object]]]()

    def note(_connection: object, _cursor: object, text: str, given: Sequence[object], *_: object) -> None:
        statements.append((text, given))

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


TRANSFERRED = "performance.getEntries().filter(e => e.transferSize).reduce((sum, e) => sum + e.transferSize, 0)"
BLOCKING = """performance.getEntriesByType("resource").filter(e => e.renderBlockingStatus === "blocking")
    .map(e => e.initiatorType)"""


def test_the_first_page_is_light_and_waits_for_nothing_but_its_style_sheets(browse: Open) -> None:
    page = browse("/").page
    page.wait_for_load_state("networkidle")
    assert page.evaluate(TRANSFERRED) < 120_000
    assert page.evaluate(BLOCKING) == ["link"] * 2


def test_a_resume_is_answered_at_once_without_anything_to_fetch_afterwards(browse: Open) -> None:
    page = browse("/").page
    page.set_input_files("#file", SAMPLES / "resumes" / "ml-devops-architect-clear.pdf")  # two pages
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.resource_type}"))
    page.click("button[type=submit]")
    page.wait_for_selector("#ranking-heading")
    page.wait_for_load_state("networkidle")
    assert sent[0] == "POST document"
    assert [one for one in sent[1:] if one not in {"GET stylesheet", "GET script", "GET image", "GET other"}] == []


def test_the_self_contained_page_stands_alone_in_any_window(browse: Open, server: Server, tmp_path: Path) -> None:
    matcher = server.app.state.services.matcher
    document = text_document((SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8"))
    made = matching.match_document(matcher, document, job=taxonomies.job_of(JOB, "job"))
    file = tmp_path / "report.html"
    file.write_text(render(made, document.text, matcher.taxonomy), encoding="utf-8")
    for width, dark in ((1280, True), (390, False)):
        window = browse(width=width, dark=dark)
        window.page.goto(file.as_uri())
        window.page.evaluate(OPENING)
        assert width < 1280 or window.violations() == []
        assert window.is_as_wide_as_its_window()
        window.page.locator("#role-1 .said a").first.click()
        assert window.page.locator("mark:target").is_visible()
        assert [address for address in window.foreign if address != file.as_uri()] == []
        assert window.complaints == []


def test_paper_carries_the_report_without_buttons(browse: Open) -> None:
    window = browse("/samples/ml-platform-engineer.pdf")
    window.page.emulate_media(media="print")
    assert not window.page.locator(".bar-top").is_visible()
    assert not window.page.locator(".tools").first.is_visible()
    assert window.page.locator(".waterfall").first.is_visible()


def filled(server: Server, size: int) -> str:
    """A finished list: a few resumes that were really scored, again and again under ids of their own."""
    files = sorted((SAMPLES / "resumes").glob("*.txt"))[:12]
    return stored(server, {file.stem: file.read_text(encoding="utf-8") for file in files}, size=size)
