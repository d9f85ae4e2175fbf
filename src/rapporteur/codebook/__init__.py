"""A user's own event types: reading, checking and training them.

A folder holds one TOML file a type. ``check`` runs the program over a codebook's examples and counter-examples,
``train`` teaches the second witness types that it does not know and leaves what it learnt in the folder, where
``rapporteur read --codebook`` finds it. ``docs/codebook.md`` explains both.
"""

from rapporteur.codebook.check import Checked, check, stale
from rapporteur.codebook.own import own_types
from rapporteur.codebook.told import check_lines, learnt_lines
from rapporteur.codebook.train import Learnt, train

__all__ = ["Checked", "Learnt", "check", "check_lines", "learnt_lines", "own_types", "stale", "train"]
