"""What makes the bytes of an edition besides the book: code, libraries and fonts, as one hash.

Code and Python's libraries are told by `ours`, fonts as our own code is, native libraries by their versions.
"""

from __future__ import annotations

import functools

from terbit.adapters import ours, store
from terbit.adapters._weasyprint_machine import fonts_folder, native_versions


@functools.cache
def signature() -> bytes:
    """The hash; it changes with whatever could change a byte of an edition made from the same book."""
    versions = (f"{name} {version}" for name, version in native_versions().items())
    return store.key(ours.signature(), *versions, *ours.files(fonts_folder()))
