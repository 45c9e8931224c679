"""Learned baselines, each direction its own model: a regression U-Net, pix2pix, and BBDM."""
