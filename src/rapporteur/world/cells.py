"""Reading one table of the world: rows with file and line, and cells that are checked as they are read."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rapporteur.errors import DataError

# YYYY, YYYY-MM or YYYY-MM-DD; matches "2017-06", must not match "06/2017".
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Upper-case Latin letters only; matches "PAK", must not match "Pak".
_LETTERS = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class Names:
    """The names in one cell, in order; ``doubtful`` are those marked with ``?``, without the mark."""

    all: tuple[str, ...]
    doubtful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells by column, and where it stands ("countries.csv:17")."""

    cells: dict[str, str]
    where: str

    def error(self, message: str) -> DataError:
        """The error to raise for this row."""
        return DataError(f"{self.where}: {message}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        value = self.cells[column]
        if not value:
            raise self.error(f"{column} must not be empty")
        return value

    def maybe(self, column: str) -> str | None:
        """A cell, None where it is empty."""
        return self.cells[column] or None

    def letters(self, column: str, count: int) -> str:
        """A code of so many capital letters."""
        value = self.cells[column]
        if len(value) != count or not _LETTERS.fullmatch(value):
            words = {2: "two", 3: "three"}.get(count, str(count))
            raise self.error(f"{column} must be {words} capital letters, found {value!r}")
        return value

    def names(self, *columns: str) -> Names:
        """The names of several cells, parted by ``|``; a trailing ``?`` marks a doubtful one."""
        parts = [part.strip() for column in columns for part in self.cells[column].split("|") if part.strip()]
        marked = tuple(part[:-1].rstrip() for part in parts if part.endswith("?"))
        return Names(tuple(part.removesuffix("?").rstrip() for part in parts), marked)

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell, parted by ``|``."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def choice(self, column: str, allowed: Sequence[str]) -> str:
        """A cell that holds one of the allowed words."""
        value = self.cells[column]
        if value not in allowed:
            raise self.error(f"{column} must be one of {', '.join(allowed)}, found {value!r}")
        return value

    def yes(self, column: str) -> bool:
        """A cell that says yes or no."""
        return self.choice(column, ("yes", "no")) == "yes"

    def whole(self, column: str) -> int | None:
        """A whole number, None where the cell is empty."""
        value = self.cells[column]
        if value and not (value.isascii() and value.isdigit()):
            raise self.error(f"{column} must be a whole number, found {value!r}")
        return int(value) if value else None

    def degrees(self, column: str, limit: float) -> float:
        """Degrees between -limit and limit."""
        value = self.cells[column]
        try:
            number = float(value)
        except ValueError:
            raise self.error(f"{column} must be a number of degrees, found {value!r}") from None
        if not -limit <= number <= limit:
            raise self.error(f"{column} must lie between -{limit:g} and {limit:g}, found {value!r}")
        return number

    def first_day(self, column: str) -> date | None:
        """The first day that a date of year, month or day allows; None where the cell is empty."""
        return self._day(column, last=False)

    def last_day(self, column: str) -> date | None:
        """The last day that a date of year, month or day allows; None where the cell is empty."""
        return self._day(column, last=True)

    def days(self, first: str = "from", last: str = "to") -> tuple[date | None, date | None, bool]:
        """First day, last day, and whether each date that is written is written to the day."""
        start, end = self.first_day(first), self.last_day(last)
        if start and end and end < start:
            raise self.error(f"{last} ({self.cells[last]}) is before {first} ({self.cells[first]})")
        return start, end, self.precise(first, last)

    def precise(self, *columns: str) -> bool:
        """Whether every date written in these columns is written to the day."""
        return all(len(self.cells[column]) in (0, 10) for column in columns)

    def _day(self, column: str, *, last: bool) -> date | None:
        value = self.cells[column]
        if not value:
            return None
        match = _DATE.fullmatch(value)
        if match is None:
            raise self.error(f"{column} must be YYYY, YYYY-MM or YYYY-MM-DD, found {value!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            month = month or (12 if last else 1)
            return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))
        except (ValueError, calendar.IllegalMonthError):
            raise self.error(f"{column} is not a day of the calendar: {value!r}") from None


def read_rows(path: Path, columns: Sequence[str], label: str) -> Iterator[Row]:
    """The rows of a CSV file whose header holds exactly these columns, in any order.

    ``label`` is how errors name the file. Empty lines are skipped. Raises ``DataError`` naming file and line.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(csv.reader(file, strict=True), columns, label)
    except UnicodeDecodeError as error:
        raise DataError(f"{label}: not UTF-8 (byte {error.start}); save the table as UTF-8") from error
    except OSError as error:
        raise DataError(f"{label}: cannot be read ({error.strerror})") from error


def _rows(reader: Iterator[list[str]], columns: Sequence[str], label: str) -> Iterator[Row]:
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = [cell.strip() for cell in cells]
                _check_header(header, columns, label)
            elif any(cell.strip() for cell in cells):
                where = f"{label}:{line}"
                if len(cells) != len(header):
                    raise DataError(f"{where}: {len(header)} cells expected, found {len(cells)}")
                yield Row(dict(zip(header, (cell.strip() for cell in cells), strict=True)), where)
            line = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise DataError(f"{label}:{line}: not a CSV row ({error})") from error
    if not header:
        raise DataError(f"{label}:1: the table is empty; its columns are {', '.join(columns)}")


def _check_header(header: Sequence[str], columns: Sequence[str], label: str) -> None:
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    if missing:
        raise DataError(f"{label}:1: column {missing[0]!r} is missing; the columns are {', '.join(columns)}")
    if unknown or len(set(header)) != len(header):
        name = unknown[0] if unknown else next(c for c in header if header.count(c) > 1)
        known = ", ".join(columns)
        raise DataError(f"{label}:1: column {name!r} is not known or stands twice; the columns are {known}")
