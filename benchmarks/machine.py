"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ("docxtpl", "python-docx", "lxml", "jinja2", "typst", "zlib-ng")


def facts() -> dict[str, str]:
    """The machine and the versions, in the order of the table."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in _PACKAGES},
        "LibreOffice": _libreoffice(),
    }


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.exists():
        for line in listed.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _libreoffice() -> str:
    found = shutil.which("soffice")
    if found is None:
        return "not installed"
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(said.split()[1:2]) or "unknown"
