"""HTTP: what comes in is parsed, one use case is called, and its answer goes out."""
