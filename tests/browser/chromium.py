"""Find the Chromium or Chrome that the browser tests drive; ``--install`` gets one from the system."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
)
#: Package manager -> the commands that install Chromium with it.
MANAGERS = {
    "apt-get": (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "chromium")),
    "dnf": (("dnf", "install", "-y", "-q", "chromium"),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "chromium"),),
    "apk": (("apk", "add", "chromium"),),
    "zypper": (("zypper", "--non-interactive", "install", "chromium"),),
}


def find() -> str | None:
    """Give the path of a browser, or None; ``HER2LESSONS_CHROMIUM`` names one outright."""
    named = os.environ.get("HER2LESSONS_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((path for path in ELSEWHERE if Path(path).exists()), None)


def _may_install() -> list[str] | None:
    """Give what comes before an install command: nothing for root, sudo if it asks no password, else None."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install() -> bool:
    """Install Chromium if this user may; say in one line what is being done."""
    manager = next((name for name in MANAGERS if shutil.which(name)), None)
    before = _may_install()
    if manager is None or before is None:
        return False
    print(f"Installing Chromium for the browser tests with {manager} (once) ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in MANAGERS[manager]:
        done = subprocess.run([*before, *command], env=environment, capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr.strip()[-500:], file=sys.stderr)
            return False
    return find() is not None


def main() -> int:
    if find() or ("--install" in sys.argv and install()):
        return 0
    if os.environ.get("CI") == "true":
        print(
            "No Chromium or Chrome could be found or installed, and CI never skips the browser tests.",
            file=sys.stderr,
        )
        return 1
    print(
        "!!! NO CHROMIUM OR CHROME HERE: the browser tests are SKIPPED. "
        "Install one, or set HER2LESSONS_CHROMIUM. !!!"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
