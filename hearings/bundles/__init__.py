"""Decide what goes into the two bundles of a hearing, and on which page.

The hearing bundle holds what was served, and nothing of warnings, service, how severity was
assessed, comparators or legal advice. The outcome bundle is made only after a finding. Either is
one bundle for the panel, the officer and the presenting side: nothing in it says whose it is.
"""

from __future__ import annotations

from hearings.bundles.contents import Contents, contents, digest
from hearings.bundles.kinds import (
    HEARING,
    OUTCOME,
    Kind,
    document_words,
    kind_named,
    kinds,
    may_make,
)
from hearings.bundles.matter import (
    COMPARATORS,
    Comparator,
    Lawful,
    Matter,
    comparators_served,
)
from hearings.bundles.pages import (
    HEADING,
    INDENT,
    QUOTED,
    TEXT,
    TYPED,
    Block,
    Bound,
    Entry,
    Page,
    Plan,
    plan,
    typed,
)
from hearings.bundles.selection import LEFT_OUT, SERVED, Chosen, choose, goes_in

__all__ = [
    "COMPARATORS", "HEADING", "HEARING", "INDENT", "LEFT_OUT", "OUTCOME", "QUOTED", "SERVED",
    "TEXT", "TYPED", "Block", "Bound", "Chosen", "Comparator", "Contents", "Entry", "Kind",
    "Lawful", "Matter", "Page", "Plan", "choose", "comparators_served", "contents", "digest",
    "document_words", "goes_in", "kind_named", "kinds", "may_make", "plan", "typed",
]  # fmt: skip
