"""Write the dictionary: `python -m hyphenation` (make patterns)."""

from __future__ import annotations

from pathlib import Path

from hyphenation.compiler import compiled, dictionary, roots

TARGET = Path(__file__).parent.parent / "terbit" / "adapters" / "hyph_id_ID.dic"

if __name__ == "__main__":
    TARGET.write_text(dictionary(compiled(roots())), "utf-8")
