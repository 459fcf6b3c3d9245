"""Use cases: each reads as a list of steps, and knows nothing of HTTP but its problems."""
