"""One-stage cross-domain training: all sources and tasks mixed from the first step."""
