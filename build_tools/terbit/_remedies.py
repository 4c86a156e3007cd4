"""The command that brings each thing Terbit uses, on the system that this machine runs."""

from __future__ import annotations

import platform
import shlex
import shutil
import sys
from pathlib import Path

from terbit.adapters._weasyprint_machine import fonts_folder

_MANAGERS = {
    "apt-get": "sudo apt-get install --no-install-recommends",
    "dnf": "sudo dnf install",
    "pacman": "sudo pacman -S --needed",
    "brew": "brew install",
}
"""What installs packages on Debian, Fedora, Arch and macOS, in the order in which it is sought."""
_NAMES = {
    "python": ("python3 python3-venv", "python3", "python", "python"),
    "pango": (
        "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        "pango harfbuzz",
        "pango harfbuzz",
        "pango",
    ),
    "java": ("default-jdk-headless", "java-latest-openjdk-devel", "jdk-openjdk", "openjdk"),
    "node": ("nodejs npm", "nodejs npm", "nodejs npm", "node"),
    "soffice": ("libreoffice-writer-nogui", "libreoffice-writer", "libreoffice-fresh", "--cask libreoffice"),
    "qpdf": ("qpdf",) * 4,
    "git": ("git",) * 4,
    "ssh-keygen": ("openssh-client", "openssh-clients", "openssh", "openssh"),
    "chromium": ("chromium", "chromium", "chromium", "--cask chromium"),
}
"""What each thing is called by each of them."""
_FONTS = (
    "fonts-linuxlibertine fonts-hosny-amiri fonts-droid-fallback fonts-dejavu-core",
    (
        "linux-libertine-fonts linux-libertine-biolinum-fonts amiri-fonts google-droid-sans-fonts"
        " dejavu-sans-fonts"
    ),
    "ttf-linux-libertine ttf-droid ttf-dejavu",
    "",
)
_FILES = (
    "LinLibertine_*.otf",
    "LinBiolinum_*.otf",
    "Amiri-*.ttf",
    "DroidSansFallbackFull.ttf",
    "DejaVuSans.ttf",
)
_REPOSITORY = Path(__file__).resolve().parents[2]
_WITH_PIP = {"packages": "terbit", "pygls": "terbit[lsp]"}
_WITH_MAKE = {
    "packages": "build",
    "fonts": "build",
    "pygls": "check",
    "judges": "test",
    "foliate-js": "test",
}
_FOLIATE = "foliate-js@1.0.1"
"""As locked in tests/judges/package.json."""


def remedy(key: str) -> str:
    """The command for one of: the keys above, `packages`, `fonts`, `pygls`, `judges`, `foliate-js`.

    In this repository `make` brings what its set-up can; elsewhere pip and the system's own manager do.
    """
    number = next((number for number, name in enumerate(_MANAGERS) if shutil.which(name)), None)
    if sys.platform == "win32":
        return "wsl --install -d Ubuntu; lalu pasang dan jalankan Terbit di dalamnya"
    if key in _WITH_MAKE and (_REPOSITORY / "Makefile").is_file():
        target = _WITH_MAKE[key]
        return f"make -C {_REPOSITORY} setup-{target}"
    if key in _WITH_PIP:
        return f"{sys.executable} -m pip install --upgrade '{_WITH_PIP[key]}'"
    if key == "fonts":
        return _fonts(number)
    if key == "foliate-js":
        place = shlex.quote(f"{sys.prefix}/share/terbit")
        return f"npm install --prefix {place} --ignore-scripts --no-save {_FOLIATE}"
    if key == "judges":
        return "make setup-test di repositori Terbit"
    if number is None:
        name = _NAMES[key][0].split(maxsplit=1)[0]
        return f"paket “{name}” dari pengelola paket sistem ini ({platform.system()})"
    return f"{list(_MANAGERS.values())[number]} {_NAMES[key][number]}"


def _fonts(number: int | None) -> str:
    # Terbit sees the files of one folder alone, so that no other font gets into a PDF.
    folder = fonts_folder()
    if number is None or not _FONTS[number]:
        return f"salin semua berkas huruf dalam styles/fonts.yaml ke {folder}"
    install = f"{list(_MANAGERS.values())[number]} {_FONTS[number]}"
    files = " -o ".join(f"-name '{name}'" for name in _FILES)
    return f"{install} && mkdir -p {folder} && find /usr/share/fonts {files} | xargs -I% cp % {folder}"
