"""Terms of stage I that compare images by structure rather than pixel by pixel (the paper's L_lpips)."""
