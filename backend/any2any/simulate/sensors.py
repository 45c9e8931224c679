"""Sensors beyond the default five, for models that learn a new one: specifications like a user would write."""

from __future__ import annotations

from any2any.spec.modality import Band, Modality

SAR_DUAL = Modality(
    "sar_dual",
    "SAR VV+VH",
    "backscatter_db",
    (Band("vv", -30.0, 5.0), Band("vh", -35.0, 0.0)),
    downsampling=4,
    pixel_size_m=10.0,
)
THERMAL = Modality(
    "thermal",
    "Thermal",
    "temperature_k",
    (Band("surface_temperature", 260.0, 335.0, 10_900.0),),
    downsampling=2,
    pixel_size_m=20.0,
)

EXTRA_MODALITIES: tuple[Modality, ...] = (SAR_DUAL, THERMAL)
