"""Write shares as they are printed: rounded half up, by whole numbers.

In floating point 0.29 is a little under 29 hundredths, and a half a little under or over itself;
what is printed here is worked out from the counts.
"""

from __future__ import annotations


def per_hundred(part: int, whole: int, places: int = 1) -> str:
    """Write how many there are to a hundred: 4.0.

    Args:
        part: How many; it may be negative, as a change is, and is rounded as if it were not.
        whole: The base.
        places: The decimal places.

    Returns:
        The number, or `no data` where the base is empty.
    """
    if whole == 0:
        return "no data"
    scale = 10**places
    number = (200 * scale * abs(part) + whole) // (2 * whole)
    sign = "-" if part < 0 and number else ""
    text = f"{sign}{number // scale}"
    return f"{text}.{number % scale:0{places}}" if places else text


def percent(part: int, whole: int, places: int = 1) -> str:
    """Write a share as per cent: 64.5 %, 7.0 %; `no data` where the base is empty."""
    found = per_hundred(part, whole, places)
    return f"{found} %" if whole else found


def change(before: int, after: int, places: int = 1) -> str:
    """Write by how much a count rose or fell, as per cent of what it was: +35.8 %, -4.2 %."""
    sign = "+" if after > before else ""
    found = percent(after - before, before, places)
    return f"{sign}{found}" if before else found
