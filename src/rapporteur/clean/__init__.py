"""From a page as found to an article: main text, headline, makers, dates, genre, and the role of every line left out.

The way through: ``decode`` (bytes to text) → ``html`` or ``source_lines`` (lines with hints) → ``features`` (what each
line shows) → ``label`` (where the article lies) → ``roles`` (what each line is) → ``article`` (the noun). ``entries``
parts a live blog into articles; ``sites`` tells what returns on the pages of one site.
"""

from rapporteur.clean.article import clean, main_text
from rapporteur.clean.entries import entries
from rapporteur.clean.sites import Sites, survey

__all__ = ["Sites", "clean", "entries", "main_text", "survey"]
