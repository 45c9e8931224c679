#!/bin/sh
# The image's entry point. `docker run any2any translate ...` gives what follows the program's name. Platforms that run
# the application package give the whole command, as CWL asks, and Docker puts both behind the entry point.
[ "${1:-}" != any2any ] || shift
exec any2any "$@"
