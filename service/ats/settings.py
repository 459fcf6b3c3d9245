"""What an operator sets for applicant tracking systems; ``docs/ats.md`` holds the same table."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class AtsSettings(BaseSettings):
    """Read from the environment, each as ``ROLEFIT_ATS_`` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="ROLEFIT_ATS_", frozen=True, extra="ignore")

    public_url: str = Field(
        default="http://127.0.0.1:8000",
        pattern=r"^https?://[^/?#]+$",
        description="Where the service is reached from outside; report links begin with it.",
    )
    report_days: int = Field(default=90, ge=1, le=1461, description="Days that a report link works.")
    greenhouse_callbacks: tuple[str, ...] = Field(
        default=("https://app.greenhouse.io/integrations/testing_partners/take_home_tests/",),
        description="Where Greenhouse's callbacks may lie, as a JSON list; our key is sent nowhere else.",
    )
    ashby_url: str = Field(default="https://api.ashbyhq.com", description="Ashby's API.")
    download_seconds: float = Field(default=20.0, gt=0, le=60, description="Seconds that fetching a resume may take.")
    threads: int = Field(default=4, ge=1, le=64, description="Orders worked on at a time by each worker process.")
