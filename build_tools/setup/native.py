"""The shared libraries WeasyPrint opens: which this machine lacks, and how to load unpacked ones.

Runs before anything is installed, so it imports the standard library only.

    native.py missing [FOLDER]   prints the names of those that cannot be opened, one a line;
                                 what stands in FOLDER/order.txt is loaded first, as the product does
    native.py opened [FOLDER]    prints the paths of those that were opened, one a line (Linux only)
    native.py gather TREE FOLDER copies the libraries of an unpacked package TREE into FOLDER
                                 and writes FOLDER/order.txt: file names, dependencies first
"""

import ctypes
import shutil
import sys
from pathlib import Path

# The names are WeasyPrint 70's (weasyprint/text/ffi.py). Without libharfbuzz-subset it falls back
# to fontTools, which is slower and writes other bytes, so it counts as needed.
_NEEDED = {
    "linux": (
        "libgobject-2.0.so.0",
        "libpango-1.0.so.0",
        "libharfbuzz.so.0",
        "libharfbuzz-subset.so.0",
        "libfontconfig.so.1",
        "libpangoft2-1.0.so.0",
    ),
    "darwin": (
        "libgobject-2.0.0.dylib",
        "libpango-1.0.dylib",
        "libharfbuzz.0.dylib",
        "libharfbuzz-subset.0.dylib",
        "libfontconfig.1.dylib",
        "libpangoft2-1.0.dylib",
    ),
}


def _opens(library: str | Path) -> bool:
    try:
        ctypes.CDLL(str(library), mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True


def missing(folder: Path | None) -> list[str]:
    """Return the needed libraries that cannot be opened, after loading those of `folder`."""
    order = folder / "order.txt" if folder else None
    if folder and order and order.is_file():
        for name in order.read_text().split():
            _opens(folder / name)
    return [name for name in _NEEDED.get(sys.platform, ()) if not _opens(name)]


def opened(folder: Path | None) -> list[str]:
    """Return the paths from which the needed libraries are loaded; empty where /proc is missing."""
    missing(folder)
    maps = Path("/proc/self/maps")
    if not maps.is_file():
        return []
    paths = {line.split(maxsplit=5)[-1] for line in maps.read_text().splitlines() if ".so" in line}
    stems = tuple(name.partition(".so")[0] + ".so" for name in _NEEDED["linux"])
    return sorted(path for path in paths if Path(path).name.startswith(stems))


def gather(tree: Path, folder: Path) -> list[str]:
    """Copy the libraries under `tree` into `folder`; return their names, dependencies first.

    glibc finds a library's dependencies among those already loaded, by SONAME. So an order in which
    each one opens is an order in which the product can load them, whatever the search path.
    """
    folder.mkdir(parents=True, exist_ok=True)
    waiting: list[Path] = []
    # lib<name>.so.<major> is the SONAME; the longer names are the files it points to.
    found = (path for where in ("lib", "usr/lib") for path in (tree / where).glob("**/lib*.so.*"))
    for path in sorted(found):
        if path.name.rpartition(".so.")[2].isdigit():
            waiting.append(folder / path.name)
            shutil.copyfile(path.resolve(), waiting[-1])
    order: list[str] = []
    while ready := [path for path in waiting if _opens(path)]:
        order += [path.name for path in ready]
        waiting = [path for path in waiting if path not in ready]
    for path in waiting:  # not needed, or missing() says so
        path.unlink()
    (folder / "order.txt").write_text("".join(f"{name}\n" for name in order))
    return order


def main(arguments: list[str]) -> int:
    """Run one of the three commands; 0 done, 2 wrong words."""
    match arguments:
        case ["missing" | "opened" as command, *rest] if len(rest) <= 1:
            folder = Path(rest[0]) if rest else None
            lines = missing(folder) if command == "missing" else opened(folder)
        case ["gather", tree, folder_name]:
            lines = gather(Path(tree), Path(folder_name))
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    print("".join(f"{line}\n" for line in lines), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
