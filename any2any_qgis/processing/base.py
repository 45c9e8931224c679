"""What the algorithms have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtGui import QIcon

from any2any_qgis import paths
from any2any_qgis.engine.environment import find_python
from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError, JobCancelledError
from any2any_qgis.engine.results import parse_result
from any2any_qgis.engine.service import worker_service
from any2any_qgis.layers.titles import titles_of
from any2any_qgis.layers.worker_input import WorkerInput
from any2any_qgis.processing.feedback import FeedbackBridge, JobFeedback
from any2any_qgis.processing.help_page import help_url
from any2any_qgis.processing.wording import worded
from any2any_qgis.translation import tr

T = TypeVar("T")

HelpedParameter = tuple[QgsProcessingParameterDefinition, str]
"""A parameter and what the dialog says about it."""


CHOICE_WIDGET = "any2any_qgis.processing.choice_widget.ChoiceWidget"
"""Imported by Processing when a dialog opens."""


def choice(
    kind: str, name: str, title: str, options: Sequence[str], default: str | None
) -> QgsProcessingParameterEnum:
    """Return a parameter for a choice among words; a default that is not among them is dropped.

    ``kind``: whose titles dialogs show, a key of ``layers.titles.KINDS``.
    """
    parameter = QgsProcessingParameterEnum(
        name,
        title,
        options=list(options),
        defaultValue=default if default in options else None,
        usesStaticStrings=True,
    )
    parameter.setMetadata({"widget_wrapper": {"class": CHOICE_WIDGET, "kind": kind}})
    return parameter


def advanced(parameter: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    """Put a parameter into the dialog's folded part."""
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return parameter


class Any2AnyAlgorithm(QgsProcessingAlgorithm):
    """What every algorithm of the plugin does the same way."""

    needs_worker = True
    """Whether it runs in the worker, whose environment must be there."""

    def createInstance(self):
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(str(paths.ICON))

    def helpUrl(self) -> str:
        return help_url(self)

    def canExecute(self):
        try:
            read_model()
        except EngineError as error:
            return False, tr("The bundled model is missing: {} Reinstall the plugin.").format(error)
        try:
            if self.needs_worker:
                find_python()
        except EngineError as error:
            return False, str(error)
        return True, ""

    def add_helped(self, parameters: Iterable[HelpedParameter]) -> None:
        """Declare parameters with their help texts."""
        for parameter, help_text in parameters:
            parameter.setHelp(help_text)
            self.addParameter(parameter)

    def check_output(self, parameters: dict, name: str) -> tuple[bool, str]:
        """Say whether an output has one of the provider's extensions."""
        # A context of its own: looking at an output notes it there as a layer to load.
        scratch = QgsProcessingContext()
        return self.provider().isSupportedOutputValue(
            parameters.get(name), self.parameterDefinition(name), scratch
        )


class TranslationAlgorithm(Any2AnyAlgorithm):
    """An algorithm of the group "Translation"."""

    worker_result: Any = None
    """What the worker answered, if it says how long it took and how many windows there were."""

    def group(self) -> str:
        return tr("Translation")

    @staticmethod
    def _title(modality: str) -> str:
        return titles_of("modality").get(modality, modality)

    def groupId(self) -> str:
        return "translation"


class TrainingAlgorithm(Any2AnyAlgorithm):
    """An algorithm of the group "Training"."""

    def group(self) -> str:
        return tr("Training")

    def groupId(self) -> str:
        return "training"


def files_of(inputs: Mapping[str, WorkerInput], feedback: QgsProcessingFeedback) -> dict[str, str]:
    """Return files of layers by name; what has none is written. QgsProcessingException with one sentence."""
    try:
        return {name: layer.file(feedback) for name, layer in inputs.items()}
    except EngineError as error:
        raise QgsProcessingException(str(error)) from error


def run_in_worker(
    method: str, request: dict[str, Any], feedback: QgsProcessingFeedback, kind: type[T]
) -> T | None:
    """Run a job with its progress and log in the feedback; None if the user stopped it.

    Everything else that goes wrong is a QgsProcessingException with one sentence for the user.
    """
    bridge = FeedbackBridge(feedback)
    try:
        keeps_worker = isinstance(feedback, JobFeedback) and feedback.keeps_worker
        answer = worker_service().run(
            method, request, bridge.progress, bridge.log, feedback.isCanceled, keeps_worker
        )
        return parse_result(kind, answer)
    except JobCancelledError as error:
        feedback.pushInfo(worded(error.said))
        return None
    except EngineError as error:
        raise QgsProcessingException(worded(error.said)) from error
