"""Takes the pictures of docs/images again, from the samples: python benchmarks/pages/pictures.py."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.service.web.conftest import ARGUMENTS, BROWSER, SAMPLES, Server, running

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE, PHONE = (1280, 900), (390, 844)
ROLE = "ml-devops-manager"


def main() -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        for server in running(Path(folder)):
            resume(browser, server)
            candidates(browser, server)
            for name, place in (("start", "/"), ("role", f"/taxonomy/roles/{ROLE}"), ("integrate", "/integrate")):
                page = opened(browser, server.url + place, WIDE)
                take(page, name)
        browser.close()


def opened(browser: Browser, address: str, size: tuple[int, int], *, dark: bool = False) -> Page:
    """A page in a window of this size."""
    width, height = size
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light")
    page.goto(address)
    return page


def take(page: Page, name: str, heading: str = "") -> None:
    """A picture of the window, a heading at its top where one is given."""
    if heading:
        found = page.get_by_role("heading", name=heading, exact=True).first
        found.evaluate("found => window.scrollTo(0, found.offsetTop - 24)")
        page.wait_for_timeout(500)
    page.screenshot(path=IMAGES / f"{name}.png")
    print(name)


def resume(browser: Browser, server: Server) -> None:
    """The sample resume: wide and on a phone, light and dark."""
    looks = (
        (WIDE, False, (("result", ""), ("points", "Why, role by role"), ("routes", "Routes from here"))),
        (PHONE, False, (("phone-result", ""), ("phone-points", "How the points add up"))),
        (PHONE, True, (("phone-dark", "Best-fit roles"),)),
        (WIDE, True, (("what-if-dark", "Skills that are asked for and missing"),)),
    )
    for size, dark, pictures in looks:
        page = opened(browser, server.url, size, dark=dark)
        page.set_input_files("input[type=file]", SAMPLES / "resume.pdf")
        page.get_by_role("button", name="Show the fit").click()
        page.wait_for_selector("#role-1")
        if dark and size == WIDE:
            for box in page.locator("#role-1 .gaps input[type=checkbox]").all()[:3]:
                box.check()
            page.wait_for_selector("#role-1 .answer >> text=/shown in dated work/")
        for name, heading in pictures:
            take(page, name, heading)


def candidates(browser: Browser, server: Server) -> None:
    """The sample table against one role: the list, what it lacks, three of it side by side."""
    page = opened(browser, f"{server.url}/recruiter", WIDE)
    page.set_input_files("input[type=file]", SAMPLES / "candidates.csv")
    page.select_option("#against", ROLE)
    page.get_by_role("button", name="Read and rank").click()
    page.wait_for_selector("tbody tr >> text=/./", timeout=60_000)
    page.wait_for_selector("text=What this list lacks", timeout=60_000)
    page.wait_for_timeout(2_000)
    take(page, "candidates")
    phone = opened(browser, page.url, PHONE, dark=True)
    take(phone, "phone-candidates")
    take(page, "gaps", "What this list lacks")
    for box in page.locator("tbody input[type=checkbox]").all()[:3]:
        box.check()
    page.get_by_role("button", name="Compare the ticked").click()
    page.wait_for_selector("text=Side by side")
    take(page, "side-by-side")


if __name__ == "__main__":
    main()
