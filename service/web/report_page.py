"""A report as one self-contained page: no script, nothing loaded from elsewhere, ready to print or to send."""

from markupsafe import Markup

from matchers.reports import Json
from service.web.environment import environment, static_files
from service.web.guides import Guides
from service.web.views import ReportView, view_of
from taxonomy.model import Taxonomy


def render(report: Json, text: str, taxonomy: Taxonomy) -> str:
    """The page of a report on ``text``, the resume's text that the report's offsets count in."""
    return page(view_of(report, text, Guides(taxonomy)))


def page(view: ReportView) -> str:
    """The page of a view."""
    style = Markup(static_files()["report.css"].data.decode())  # noqa: S704 (a file of ours)
    return environment().get_template("report_page.html").render(view=view, style=style)
