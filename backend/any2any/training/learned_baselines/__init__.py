"""Learned baselines, one model per direction: a regression U-Net, pix2pix, and BBDM."""
