"""Devices and memory of the machine that computes."""
