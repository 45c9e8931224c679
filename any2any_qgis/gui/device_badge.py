"""The badge in the panel: which device computes; a click shows the set-up page."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from any2any_qgis.setup.location import ready_environment
from any2any_qgis.translation import tr


class DeviceBadge(QToolButton):
    """Says what the last job computed on, before the first one what the set-up's self-test did."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_environment()

    def show_environment(self) -> None:
        """Show the device of the environment that Set up made; hidden without one, until a job has said it."""
        environment = ready_environment()
        self.show_device(environment.device if environment is not None else "")

    def show_device(self, device: str) -> None:
        """Show a device as PyTorch and ONNX Runtime name it; nothing for an unknown one."""
        self.setText(badge_text(device))
        self.setToolTip(
            tr("Computed on {}. Click for the set-up: repair, remove, graphics card.").format(device)
        )
        self.setVisible(bool(device))


def badge_text(device: str) -> str:
    """Return ``CPU``, or ``GPU`` with the number of the card if it is not the first."""
    kind, _, number = device.partition(":")
    if kind in ("", "cpu"):
        return kind.upper()
    return "GPU" if number in ("", "0") else f"GPU {int(number) + 1}" if number.isdigit() else f"GPU {number}"
