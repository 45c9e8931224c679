"""Figures for one image against its truth, by what they look at; the ones for every modality are named here."""

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
