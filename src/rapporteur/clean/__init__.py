"""From a page as found to an article: main text, headline, makers, dates, genre, and the role of every line left out.

The way through: ``decode`` (bytes to text) → ``html`` or ``source_lines`` (lines with hints) → ``features`` (what each
line shows) → ``label`` (where the article lies) → ``roles`` (what each line is) → ``article`` (the noun).
"""

from rapporteur.clean.article import clean, main_text

__all__ = ["clean", "main_text"]
