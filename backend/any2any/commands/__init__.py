"""One command a file: ``add_parser`` says what it takes, ``run`` does it and returns the exit code."""
