"""The page behind an algorithm's *Help* button: its description and what each parameter means, in the user's language.

It is written from the algorithm itself when it is asked for, so it cannot fall behind, and it needs no network.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingParameterDefinition
from qgis.PyQt.QtCore import QUrl

from any2any_qgis import __about__
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
