"""One command per file: ``add_parser`` declares it, ``run`` carries it out and returns the exit code."""
