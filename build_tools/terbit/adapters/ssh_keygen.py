"""ssh-keygen: signs a file with a key people have already, and checks it (PROTOCOL.sshsig of OpenSSH)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from terbit.model.findings import MachineFault, UsageFault

_NAMESPACE = "terbit"
"""A signature made for another use of the same key does not count."""
_KEYS = ("ssh-", "ecdsa-", "sk-")


def _program() -> str:
    found = shutil.which("ssh-keygen")
    if found is None:
        raise MachineFault(
            "Tanda tangan tidak dijalankan: program ssh-keygen tidak ada di komputer ini.",
            "Pasang OpenSSH (di Debian: apt-get install openssh-client), lalu ulangi.",
        )
    return found


def sign(data: bytes, key: Path) -> bytes:
    """The signature of `data` with a private key, or with a public one whose private half an agent holds.

    A password is asked for on the terminal. Raises `UsageFault` for a file that is no key, `MachineFault`
    without ssh-keygen.
    """
    run = subprocess.run(
        [_program(), "-q", "-Y", "sign", "-f", str(key), "-n", _NAMESPACE],
        input=data,
        capture_output=True,
        check=False,
    )
    if run.returncode or not run.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise UsageFault(
            f"Berkas “{key}” tidak dapat dipakai untuk menandatangani.",
            "Sebutkan kunci pribadi OpenSSH; buat dengan “ssh-keygen -t ed25519 -f kunci”.",
        )
    return run.stdout


def is_signed(data: bytes, signature: Path, signers: Path) -> bool:
    """Whether `signature` is one of `data` by a key in `signers`: a .pub file, or a list of allowed signers.

    Raises `UsageFault` for a file that is neither, `MachineFault` without ssh-keygen.
    """
    program = _program()
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as allowed:
        allowed.write(_allowed(signers))
        allowed.flush()
        names = [program, "-Y", "find-principals", "-s", str(signature), "-f", allowed.name]
        found = subprocess.run(names, capture_output=True, text=True, check=False)
        if found.returncode:
            return False
        check = [program, "-q", "-Y", "verify", "-n", _NAMESPACE, "-s", str(signature), "-f", allowed.name]
        check += ["-I", found.stdout.splitlines()[0]]
        return subprocess.run(check, input=data, capture_output=True, check=False).returncode == 0


def _allowed(signers: Path) -> str:
    try:
        lines = signers.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise UsageFault(
            f"Berkas “{signers}” tidak dapat dibaca.", "Sebutkan berkas kunci publik (.pub)."
        ) from fault
    kept = [line for line in lines if line.strip() and not line.startswith("#")]
    if not kept:
        raise UsageFault(f"Berkas “{signers}” tidak memuat kunci.", "Sebutkan berkas kunci publik (.pub).")
    return "".join(f"{'penanda ' if line.startswith(_KEYS) else ''}{line}\n" for line in kept)
