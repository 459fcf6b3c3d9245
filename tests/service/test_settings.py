"""Settings: one class, read from the environment, wrong ones named without what they hold."""

import inspect
import pkgutil
from importlib import import_module

import pytest
from pydantic_settings import BaseSettings

import service
from service.errors import ManyProblems
from service.settings import Settings, read_settings, unknown_settings


def test_there_is_one_class_of_settings() -> None:
    optional = {"service.batches.ray_engine", "service.batches.spark_engine"}  # their engines are extras
    names = {module.name for module in pkgutil.walk_packages(service.__path__, "service.")} - optional
    assert len(names) > 100
    classes = {
        found
        for name in names
        if not name.endswith("migrations") and ".migrations." not in name
        for _, found in inspect.getmembers(import_module(name), inspect.isclass)
        if issubclass(found, BaseSettings) and found is not BaseSettings
    }
    assert classes == {Settings}


def test_every_wrong_setting_is_named_at_once_and_no_value_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_MAX_BYTES", "many-canaries")
    monkeypatch.setenv("ROLEFIT_SECRET_KEY", "short-canary")
    with pytest.raises(ManyProblems) as raised:
        read_settings()
    problems = {problem.place: problem.message for problem in raised.value.problems}
    assert problems.keys() == {"ROLEFIT_MAX_BYTES", "ROLEFIT_SECRET_KEY"}
    assert "a secret key has 32 characters or more." in problems.values()
    assert "canar" not in str(problems.values())


def test_a_list_that_is_no_json_says_how_a_list_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_CORS_ORIGINS", "https://example.com")
    with pytest.raises(ManyProblems) as raised:
        read_settings()
    (problem,) = raised.value.problems
    assert problem.place == "ROLEFIT_CORS_ORIGINS"
    assert "as JSON" in problem.message


def test_a_misspelt_setting_is_told_with_the_nearest_one() -> None:
    told = unknown_settings(["PATH", "ROLEFIT_MAX_BYTES", "ROLEFIT_RETENTION_TEXT_DAY", "ROLEFIT_ZZZ"])
    assert told == [
        "There is no setting ROLEFIT_RETENTION_TEXT_DAY, so it changes nothing; ROLEFIT_RETENTION_TEXT_DAYS is one.",
        "There is no setting ROLEFIT_ZZZ, so it changes nothing.",
    ]
