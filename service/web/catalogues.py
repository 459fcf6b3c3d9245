"""What pages match against and quote from: the shipped catalogue, or that of whoever looks."""

from fastapi import Request

from matchers.matching import Matcher
from service.matching import DocumentReader
from service.taxonomies import Catalogue
from service.web.guides import Guides
from service.web.visitors import visitor_of


def matcher_of(request: Request, catalogue: Catalogue = "roles") -> Matcher:
    """The matcher of whoever looks, with the roles that they added, or that of the occupations of all trades."""
    if catalogue == "occupations":
        occupations: Matcher = request.app.state.services.catalogue.occupations().matcher
        return occupations
    visitor = visitor_of(request)
    if visitor is None:
        shipped: Matcher = request.app.state.services.matcher
        return shipped
    return visitor.services.catalogue.current(visitor.tenant).matcher


def guides_of(request: Request, matcher: Matcher) -> Guides:
    """The documents to quote from: the shipped guides, and the texts of the roles that were added."""
    visitor = visitor_of(request)
    if visitor is None:
        return Guides(matcher.taxonomy)
    with visitor.services.storage.reading(visitor.tenant) as store:
        texts = {role.profile.id: (role.profile.title, role.text) for role in store.roles.all()}
    return Guides(matcher.taxonomy, texts)


def reader_of(request: Request) -> DocumentReader:
    """The application's reader of files."""
    reader: DocumentReader = request.app.state.services.reader
    return reader
