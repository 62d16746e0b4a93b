"""The gates that ./dev lint holds the tree against. Each module has check(tree) -> list of Finding."""
