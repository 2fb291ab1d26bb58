"""One question that a reader has, one file."""
