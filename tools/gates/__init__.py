"""The gates of ./dev lint. Each module has check(tree) -> list of Finding."""
