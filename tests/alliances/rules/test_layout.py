"""What the form of a page states. All companies and persons are invented."""

from alliances import Statement
from alliances.rules.layout import layout
from extractor import Filing
from extractor.annotations import Annotations

TEXT = """Norda Mobile

Norda Mobile had 2 million customers.

Norda Mobile                  2009        2008
Customers (thousands)        2,100       1,950
Employees                      900         870

"We grow every day," said Ada Lind, chief executive of Norda Mobile.
"""


def test_tables_and_quotations_are_read_by_their_form_and_prose_is_left_to_the_model() -> None:
    candidates = list(layout(Annotations(Filing.read(TEXT.encode()))))
    statements = [c for c in candidates if c.kind is Statement]
    assert [c.slots["speaker"].value for c in statements] == ["Ada Lind"]
    amounts = {c.slots["value"].value.amount for c in candidates if "value" in c.slots}
    assert amounts == {2100000, 1950000, 900, 870}
