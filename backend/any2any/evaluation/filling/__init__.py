"""Score fills of cloud-shaped holes in held-out scenes, beside methods from outside this project."""
