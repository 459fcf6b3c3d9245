"""Applicant tracking systems: orders of theirs in, results out. Nothing here was tried against a live one."""
