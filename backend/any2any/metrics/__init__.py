"""Metrics of one image against its truth; those for every modality are exported here."""

from any2any.metrics.fidelity import (
    Scores,
    mean_scores,
    psnr_db,
    rmse_255,
    score,
    ssim,
    unit_range,
)

__all__ = ["Scores", "mean_scores", "psnr_db", "rmse_255", "score", "ssim", "unit_range"]
