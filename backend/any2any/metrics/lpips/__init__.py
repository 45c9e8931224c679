"""Loss terms of stage I that compare structure, not single pixels (the paper's L_lpips)."""
