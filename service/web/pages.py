"""Every page of Rolefit behind one router, which the application includes."""

from fastapi import APIRouter

from service.web import integrate, keeper, recruiter, replies, seeker, visitors

router = APIRouter(include_in_schema=False)
for _part in (replies, visitors, seeker, recruiter, keeper, integrate):
    router.include_router(_part.router)
