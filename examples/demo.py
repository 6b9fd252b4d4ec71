"""`make demo`: a real pack from the shipped examples, under generated/, with the embedded PDF engine."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
TARGET = ROOT / "generated"
COMMAND = [sys.executable, "-m", "contracts_kit"]
FAMILY = "quality_agreement"
FACTS = {"qa_user_claim_recovery": "user_claim.yaml", "qa_deposit_withholding": "deposit.yaml"}


def run(*arguments: str) -> str:
    """One command of contracts-kit, shown and run; its standard output."""
    print("$ contracts-kit " + " ".join(a if " " not in a else f'"{a}"' for a in arguments), flush=True)
    done = subprocess.run([*COMMAND, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"the command failed with status {done.returncode}")
    return done.stdout


def main() -> None:
    """Assemble the example agreement in both languages, calculate two claims, and say where everything is."""
    started = time.perf_counter()
    parameters = "examples/quality_agreement.yaml"
    made = run(
        *("assemble", FAMILY, "-p", parameters, "-o", "generated", "--language", "zh", "--language", "en"),
        *("--format", "docx", "--format", "pdf", "--format", "html"),
    ).splitlines()
    for rule, facts in FACTS.items():
        print(run("--lang", "zh", "calc", rule, "-i", f"examples/facts/{facts}", "-p", parameters))
    print(f"Made in {time.perf_counter() - started:.1f} s:")
    for name in made:
        print(f"  {name}  {(ROOT / name).stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
