"""Installs the Debian package into an empty Debian 12 and checks the program there.

`python -m tests.packaging.clean_root casedesk.deb`, as root: nothing of this computer is in that
root but the package. Where that is not possible, it says so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SUITE = "bookworm"
# A mount namespace of its own: what is mounted goes when the command ends, however it ends.
INSIDE = (
    'mount -t proc proc "$0/proc" && mount -t devpts devpts "$0/dev/pts" && exec chroot "$0" "$@"'
)
INSTALL = "apt-get install -y -qq --no-install-recommends ./tmp/casedesk.deb >/dev/null"
CHECKS = (
    ("apt-get update", "apt-get update -qq"),
    ("apt-get install", f"DEBIAN_FRONTEND=noninteractive {INSTALL}"),
    ("casedesk --help", "casedesk --help >/dev/null"),
    ("casedesk --self-check", "casedesk --self-check"),
    ("apt-get purge", "apt-get purge -y -qq casedesk >/dev/null && ! test -e /usr/lib/casedesk"),
)


def check(package: Path) -> bool:
    """Install and check; tell whether all went well."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        subprocess.run(
            ["debootstrap", "--variant=minbase", SUITE, root], check=True, stdout=subprocess.DEVNULL
        )
        shutil.copyfile(package, root / "tmp/casedesk.deb")
        for name, command in CHECKS:
            if not _runs(root, command):
                print(f"MISSED in a clean Debian 12: {name}")
                return False
            print(f"ok in a clean Debian 12: {name}")
    return True


def _runs(root: Path, command: str) -> bool:
    given = ["unshare", "--mount", "sh", "-c", INSIDE, str(root), "sh", "-c", command]
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/home", "LC_ALL": "C.UTF-8"}
    return subprocess.run(given, env=clean, check=False).returncode == 0


def main() -> int:
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        print("Not checked in a clean Debian: that needs root and debootstrap.")
        return 0
    return 0 if check(Path(sys.argv[1])) else 1


if __name__ == "__main__":
    sys.exit(main())
