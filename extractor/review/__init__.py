"""Reviews: what people say of a result's facts, and what follows from it.

::

    desk = Desk(result, DOMAIN.kinds)
    checked = desk.check(Review.from_json(path.read_bytes()))
    for problem in checked.problems:
        print(problem)

A `Review` judges facts of one `Result`, corrects them, and adds what is missing. `Desk` holds what it says to the
filing's words. `gold` makes a gold file of both, `compare` sets two reviews side by side, and `settle` makes one of
them.
"""

from extractor.review import label_studio, prodigy
from extractor.review._gold import gold, said_of, written
from extractor.review.agreement import alpha
from extractor.review.checking import Checked, Desk, Problem
from extractor.review.comparing import Agreement, Choice, Comparison, Pair, compare, settle
from extractor.review.review import Item, Review, Verdict, facts_digest

__all__ = [
    "Agreement",
    "Checked",
    "Choice",
    "Comparison",
    "Desk",
    "Item",
    "Pair",
    "Problem",
    "Review",
    "Verdict",
    "alpha",
    "compare",
    "facts_digest",
    "gold",
    "label_studio",
    "prodigy",
    "said_of",
    "settle",
    "written",
]
