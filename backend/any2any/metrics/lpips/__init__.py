"""The LPIPS distance, if its weights are installed (the paper's L_lpips)."""
