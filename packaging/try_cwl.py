"""Run the application package as a platform does, without its image: ``python packaging/try_cwl.py FOLDER``.

``FOLDER`` holds the installed ``any2any``. Fails unless the package is valid CWL and a job on the sample leaves the
GeoTIFF and its STAC item, and nothing else. A platform makes the folder of the results the home folder, so that a cache
of a library would be a result. Needs cwltool.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "packaging" / "any2any.cwl"
JOB = ("--input", str(ROOT / "resources" / "sample" / "sar.tif"), "--source", "sar", "--target", "rgb")
EXPECTED = {"result.tif", "result.json"}


def cwltool(*arguments: str, programs: Path) -> str:
    """Run cwltool with the programs of one folder first; return its standard output, SystemExit if it fails."""
    command = [sys.executable, "-m", "cwltool", *arguments]
    search = os.pathsep.join((str(programs), os.environ["PATH"]))
    done = subprocess.run(
        command, env={**os.environ, "PATH": search}, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"cwltool {' '.join(arguments)} failed: {done.stderr[-2000:]}")
    return done.stdout


def results(programs: Path, folder: Path) -> set[str]:
    """Translate the sample in a folder; return the names of what the package hands over."""
    answer = cwltool("--no-container", "--outdir", str(folder), f"{PACKAGE}#main", *JOB, programs=programs)
    return {entry["basename"] for entry in json.loads(answer)["result"]["listing"]}


def main() -> None:
    """Validate the package and run it once."""
    programs = Path(sys.argv[1]).resolve()
    cwltool("--validate", str(PACKAGE), programs=programs)
    with tempfile.TemporaryDirectory() as place:
        found = results(programs, Path(place))
    if found != EXPECTED:
        raise SystemExit(f"the application package hands over {sorted(found)}, not {sorted(EXPECTED)}")
    sys.stdout.write("any2any.cwl: valid, and its job leaves a GeoTIFF and its STAC item\n")


if __name__ == "__main__":
    main()
