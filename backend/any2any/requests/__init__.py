"""What is asked of Any2Any, and how far it has come."""
