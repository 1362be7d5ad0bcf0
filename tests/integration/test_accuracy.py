"""How much of the set of `make accuracy` is read right: a change that reads less is no progress."""

from __future__ import annotations

from accuracy.measure import HEADLINE, checks, share, whole_set


def test_hundreds_of_forms_in_many_layouts_are_read_right_and_no_value_is_wrong_in_silence() -> None:
    """A blank with a finding is better than a lie."""
    cases = tuple(whole_set())
    found = tuple(checks(cases))

    assert len(cases) > 700
    assert len({case.layout for case in cases}) > 35
    for field in HEADLINE:
        assert share((c for c in found if c.field == field), field) >= 0.995, field
    assert share(found) >= 0.995
    lies = [(c.case.name, c.field, c.expected, c.got) for c in found if not c.right and c.kind == "silent wrong"]
    assert lies == []
