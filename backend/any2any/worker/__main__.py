"""``python -m any2any.worker``: answer requests until stdin closes."""

from any2any.worker.server import main

main()
