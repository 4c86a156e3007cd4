"""Terbit: one Indonesian master document becomes every edition, and each edition is proved against it."""

__version__ = "0.1.0"
