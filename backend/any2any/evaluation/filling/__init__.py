"""Score fills: cloud-shaped holes cut from held-out scenes, beside what users have without this project."""
