"""A thin client for the HTTP API, typed with the wire's own shapes."""

from service.client.client import Client, ProblemError, Stored

__all__ = ["Client", "ProblemError", "Stored"]
