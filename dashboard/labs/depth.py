"""The lab on depth: vanishing and exploding signals, saturation, and what normalizes itself."""

from __future__ import annotations

from dashboard.labs import depth_plateau, depth_saturation, depth_selu, depth_signal
from dashboard.labs.depth_claims import CLAIMS, READING, TRUTHS
from dashboard.labs.record import Lab

LAB = Lab(
    key="depth",
    title="Depth",
    question="ReLU avoids the vanishing gradient problem that occurs in functions like the sigmoid "
    "or tanh.",
    asked="ReLU blog post, 2022",
    parts=(depth_signal.PART, depth_saturation.PART, depth_plateau.PART, depth_selu.PART),
    truths=TRUTHS,
    reading=READING,
    claims=CLAIMS,
)
