"""Every page of Rolefit behind one router, which the application includes."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from service.api.services import Services
from service.batches.api import host_of
from service.web import integrate, keeper, lists, recruiter, replies, seeker, visitors
from service.web.lists import export

router = APIRouter(include_in_schema=False)
for _part in (replies, visitors, seeker, recruiter, keeper, integrate):
    router.include_router(_part.router)

_LOG = logging.getLogger("rolefit.pages")
_SECONDS: Final = 60.0  # between two looks for lists whose time is over


@asynccontextmanager
async def lifespan(services: Services) -> AsyncIterator[None]:
    """Forget lists whose time is over, as long as the application runs."""
    with services.parts.keeping(lists.Ready()):
        if not services.settings.background:
            yield
            return
        forgetting = asyncio.create_task(_forget(services))
        try:
            yield
        finally:
            forgetting.cancel()
            with suppress(asyncio.CancelledError):
                await forgetting


async def _forget(services: Services) -> None:
    while True:
        try:
            await run_in_threadpool(lists.forget_old, services, host_of(services))
        except Exception as error:  # noqa: BLE001 (the next round tries again)
            _LOG.warning("lists could not be forgotten", extra={"fields": {"kind": type(error).__name__}})
        await asyncio.sleep(_SECONDS)


__all__ = ["export", "lifespan", "router"]
