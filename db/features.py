"""The vocabulary of features: each name has a bit, given once and never to another name."""

from __future__ import annotations

from collections.abc import Iterable

from db.engine import Connection


class Vocabulary:
    """The features a database knows, as one transaction reads and adds to them."""

    def __init__(self, connection: Connection) -> None:
        """Read what is known.

        Args:
            connection: The transaction; it writes where `bits` is asked for a new name.
        """
        self._connection = connection
        self.places: dict[str, int] = {}
        self._read()

    def bits(self, names: Iterable[str]) -> str:
        """Write features as the bits they are kept by, and give a new name the next free bit.

        Args:
            names: The features, each `group=key`.

        Returns:
            The bits as a hexadecimal number; empty where there are no features.
        """
        wanted = sorted(set(names))
        if any(name not in self.places for name in wanted):
            # Two who meet a new name at once must not both give it a bit.
            self._connection.lock("the features")
            self._read()
            for name in wanted:
                if name not in self.places:
                    self.places[name] = self._connection.insert_id("features", {"name": name}) - 1
        return _written(self.places[name] for name in wanted)

    def known(self, names: Iterable[str]) -> str | None:
        """Write features as their bits without adding any; None where a name has no bit yet."""
        try:
            return _written([self.places[name] for name in names])
        except KeyError:
            return None

    def _read(self) -> None:
        rows = self._connection.rows("SELECT name, id FROM features")
        self.places = {str(name): int(number) - 1 for name, number in rows}


def feature_bits(connection: Connection, names: Iterable[str]) -> str:
    """Write features as the bits they are kept by; a new name gets the next free bit.

    Args:
        connection: The write transaction.
        names: The features, each `group=key`.

    Returns:
        The bits as a hexadecimal number; empty where there are no features.
    """
    return Vocabulary(connection).bits(names)


def _written(places: Iterable[int]) -> str:
    bits = 0
    for place in places:
        bits |= 1 << place
    return f"{bits:x}" if bits else ""
