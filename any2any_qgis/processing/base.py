"""Common parts of the algorithms: their base class, their parameters, and their help page.

The help page is written from the algorithm itself when a user opens it. So it is always up to date, and needs no
network.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, TypeVar

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QIcon

from any2any_qgis import __about__, paths
from any2any_qgis.engine.environment import find_python
from any2any_qgis.engine.models import read_model
from any2any_qgis.engine.protocol import EngineError, JobCancelledError
from any2any_qgis.engine.results import parse_result
from any2any_qgis.engine.service import worker_service
from any2any_qgis.layers.export import WorkerInput
from any2any_qgis.layers.titles import titles_of
from any2any_qgis.processing.feedback import FeedbackBridge, JobFeedback
from any2any_qgis.processing.wording import worded
from any2any_qgis.translation import tr

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}"
    "dt{font-weight:600;margin-top:1rem}code{font-size:.85em;opacity:.75}dd{margin:0}"
)


def help_url(algorithm: QgsProcessingAlgorithm) -> str:
    """Write an algorithm's page and return its address; empty if the user's profile cannot be written to."""
    page = Path(QgsApplication.qgisSettingsDirPath()) / "cache" / "any2any" / f"{algorithm.name()}.html"
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(render(algorithm), encoding="utf-8")
    except OSError:
        return ""
    return QUrl.fromLocalFile(str(page)).toString()


def render(algorithm: QgsProcessingAlgorithm) -> str:
    """Return the page."""
    paragraphs = (part for part in algorithm.shortHelpString().split("\n") if part)
    body = [
        f"<h1>{escape(algorithm.displayName())}</h1>",
        *(f"<p>{escape(part)}</p>" for part in paragraphs),
        _list(tr("Parameters"), [_parameter(one) for one in algorithm.parameterDefinitions()]),
        _list(
            tr("Outputs"), [_entry(one.description(), one.name()) for one in algorithm.outputDefinitions()]
        ),
        f"<p><code>{escape(algorithm.id())}</code> · {escape(__about__.TITLE)} {escape(__about__.VERSION)}</p>",
    ]
    head = f'<meta charset="utf-8"><title>{escape(algorithm.displayName())}</title><style>{_STYLE}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{''.join(body)}</body></html>\n"


def _parameter(definition: QgsProcessingParameterDefinition) -> str:
    optional = definition.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
    title = f"{definition.description()} ({tr('optional')})" if optional else definition.description()
    return _entry(title, definition.name()) + f"<dd>{escape(definition.help())}</dd>"


def _entry(title: str, name: str) -> str:
    return f"<dt>{escape(title)} <code>{escape(name)}</code></dt>"


def _list(title: str, entries: list[str]) -> str:
    return f"<h2>{escape(title)}</h2><dl>{''.join(entries)}</dl>" if entries else ""


T = TypeVar("T")

HelpedParameter = tuple[QgsProcessingParameterDefinition, str]
"""A parameter and its help text."""

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
    """Base of every algorithm of the plugin."""

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
        """Return whether an output has one of the provider's extensions."""
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
    """Return files of layers by name; layers without a file are written to one. QgsProcessingException with one
    sentence."""
    try:
        return {name: layer.file(feedback) for name, layer in inputs.items()}
    except EngineError as error:
        raise QgsProcessingException(str(error)) from error


def run_in_worker(
    method: str, request: dict[str, Any], feedback: QgsProcessingFeedback, kind: type[T]
) -> T | None:
    """Run a job with its progress and log in the feedback; None if the user stopped it.

    All other errors are a QgsProcessingException with one sentence for the user.
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
