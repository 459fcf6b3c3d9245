"""Signed callbacks: what happened, told to whoever asked, at least once."""
