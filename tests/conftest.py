"""What all tests share: a cache folder of their own, Hypothesis without a clock, and no silent skip on CI."""

from __future__ import annotations

import os
import tempfile

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("CONTRACTS_KIT_CACHE", tempfile.mkdtemp(prefix="contracts-kit-tests-"))
os.environ["CONTRACTS_KIT_LANG"] = "en"
settings.register_profile(
    "project", deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("project")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI everything that a test needs is installed: a skipped test there is a failure."""
    if not os.environ.get("CONTRACTS_KIT_NO_SKIP") or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = 1
        reporter.write_line("CONTRACTS_KIT_NO_SKIP is set and tests were skipped", red=True)
