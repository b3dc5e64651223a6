"""What a table may tell those it is released to.

Small numbers are withheld, and enough others with them; then the table is attacked, alone and
beside everything released before, and made coarser or refused where the attack comes too near.
"""

from hearings.disclosure.audiences import Audience, audience_named, audiences
from hearings.disclosure.earlier import Given, moved
from hearings.disclosure.protect import Protected, protect
from hearings.disclosure.tables import ROW, Merge, Place, Sum, Table, counted, label_of, values_of

__all__ = ["ROW", "Audience", "Given", "Merge", "Place", "Protected", "Sum", "Table",
           "audience_named", "audiences", "counted", "label_of", "moved", "protect",
           "values_of"]  # fmt: skip
