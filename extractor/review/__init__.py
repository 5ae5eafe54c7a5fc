"""Reviews: what people say of a result's facts, and what follows from it.

::

    desk = Desk(result, DOMAIN.kinds)
    checked = desk.check(Review.from_json(path.read_bytes()))
    for problem in checked.problems:
        print(problem)

A `Review` judges facts of one `Result`, corrects them, and adds what is missing. `Desk` holds what it says to the
filing's words.
"""

from extractor.review.checking import Checked, Desk, Problem
from extractor.review.review import Item, Review, Verdict, facts_digest

__all__ = ["Checked", "Desk", "Item", "Problem", "Review", "Verdict", "facts_digest"]
