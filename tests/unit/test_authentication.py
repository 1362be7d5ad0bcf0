"""What our own server found out about a sender: believed where nobody else can have written it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.mail.authentication import AUTHENTICATION, evidence_of_sender, told_results, trusted_results
from intake.rules.mail.autoreply import Hold, Reply, may_answer
from intake.rules.mail.headers import Headers

OURS = "mx.alvrs.example"
LMTP = ("Received", f"from {OURS}\tby store.alvrs.example with LMTP\tid 8PqKB; Mon, 6 Sep 2021 10:00:01 +0200")
LOOPBACK = ("Received", f"from {OURS} (localhost [127.0.0.1]) by {OURS} (Postfix) with ESMTP id 4F; Mon")
NOWHERE = ("Received", "by 2002:a05:6102:2a4:b0:4a4:5 with SMTP id h4csp; Mon, 6 Sep 2021 01:00:01 -0700 (PDT)")
ENTRANCE = ("Received", f"from mail.laktasi.example (unknown [192.0.2.7]) by {OURS} (Postfix) with ESMTPS id 4E; Mon")
BEFORE = ("Received", "from pc (unknown [198.51.100.4]) by mail.laktasi.example with ESMTPSA id 4D; Mon")
MAIL = (
    ("Return-Path", "<opstina@laktasi.example>"),
    ("From", "opstina@laktasi.example"),
    ("To", "info@alvrs.example"),
)


def said(verdict: str, by: str = OURS) -> tuple[str, str]:
    """Write a field as servers do."""
    rest = "spf=pass smtp.mailfrom=opstina@laktasi.example; dkim=pass header.d=laktasi.example header.s=x"
    return "Authentication-Results", f"{by}; {rest}; dmarc={verdict} (p=none) header.from=laktasi.example"


def dmarc_of(fields: tuple[tuple[str, str], ...]) -> tuple[list[str], list[str]]:
    """Give the verdicts that vouch, and those that are told."""
    found = (read(Headers(fields), authserv_ids=[OURS]) for read in (trusted_results, told_results))
    vouched, told = ([result.value for result in results if result.method == "dmarc"] for results in found)
    return vouched, told


@pytest.mark.parametrize(
    ("above", "vouched", "told"),
    [
        ((said("pass"), ENTRANCE), ["pass"], ["pass"]),
        ((LMTP, said("pass"), ENTRANCE), ["pass"], ["pass"]),
        ((NOWHERE, LMTP, LOOPBACK, said("pass"), ENTRANCE), ["pass"], ["pass"]),
        ((ENTRANCE, said("fail")), [], ["fail"]),
        ((LMTP, ENTRANCE, said("pass")), [], ["pass"]),
        ((said("fail"), ENTRANCE, said("pass")), ["fail"], ["fail"]),
        ((ENTRANCE, said("fail"), said("pass")), [], ["fail"]),
        ((ENTRANCE, BEFORE, said("pass")), [], []),
        ((ENTRANCE, said("pass", by="mail.laktasi.example"), BEFORE, said("pass")), [], []),
        ((said("pass", by="mx.other.example"), ENTRANCE), [], []),
        ((BEFORE, said("fail")), [], []),
        ((said("pass"),), ["pass"], ["pass"]),
    ],
    ids=["above", "lmtp", "steps within", "sendmail", "postfix", "forged below", "forged after", "further below",
         "stranger's", "unknown", "no line of ours", "no line at all"],
)  # fmt: skip
def test_a_field_counts_by_its_place(above: tuple[tuple[str, str], ...], vouched: list[str], told: list[str]) -> None:
    """Real servers write it above their Received line or right below; a stranger's stands below in any case."""
    assert dmarc_of((*above, *MAIL)) == (vouched, told)


@pytest.mark.parametrize(
    "name",
    [f"{OURS} ([127.0.0.1])", "[127.0.0.1]", "localhost", OURS, "with LMTP", "x with LMTP by store.alvrs.example"],
)
def test_a_strangers_name_for_itself_does_not_make_its_line_one_within_our_machine(name: str) -> None:
    """The HELO is the stranger's word; it has no spaces where servers write it, and the address beside it is ours."""
    helo = name.replace(" ", "_")
    line = ("Received", f"from {helo} (unknown [192.0.2.7]) by {OURS} (Postfix) with ESMTP id 4E; Mon")
    assert dmarc_of((line, BEFORE, said("pass"), *MAIL)) == ([], [])
    assert dmarc_of((line, said("pass"), *MAIL))[0] == []


def test_a_failure_holds_the_letter_wherever_a_server_of_ours_writes_it() -> None:
    """The rule is named; a pass that may be forged lets nothing go that would wait."""

    def answer(*fields: tuple[str, str]) -> object:
        return may_answer(
            Headers(fields),
            own_addresses=["info@alvrs.example"],
            own_message_id_domain="ack.alvrs.example",
            trusted_authserv_ids=[OURS],
        )

    for fields in ((said("fail"), ENTRANCE), (ENTRANCE, said("fail")), (LMTP, ENTRANCE, said("fail"))):
        held = answer(*fields, *MAIL)
        assert isinstance(held, Hold)
        assert (held.rule, held.why) == ("forged", "Authentication-Results: dmarc=fail")
    robot = (("Return-Path", "<bounces+1-info=alvrs.example@em1.example.net>"), *MAIL[1:])
    assert isinstance(answer(ENTRANCE, said("pass"), *robot), Hold)
    assert isinstance(answer(said("pass"), ENTRANCE, *robot), Reply)
    assert isinstance(answer(ENTRANCE, BEFORE, said("fail"), *MAIL), Reply), "a stranger's word holds nothing up"


def test_the_results_are_told_with_the_domains_that_they_are_about() -> None:
    """Staff who look at one application want to see who vouched for whom."""
    found = evidence_of_sender(Headers((said("pass"), ENTRANCE, *MAIL)), authserv_ids=[OURS])
    written = [each.written for each in found[AUTHENTICATION]]
    assert written == ["spf=pass (laktasi.example)", "dkim=pass (laktasi.example)", "dmarc=pass (laktasi.example)"]
    assert evidence_of_sender(Headers(MAIL), authserv_ids=[OURS]) == {}
    assert evidence_of_sender(Headers((said("pass"), *MAIL)), authserv_ids=[]) == {}, "nobody is trusted by himself"


def fields() -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    """Any heap of such fields, in any order."""
    return st.lists(
        st.sampled_from([LMTP, LOOPBACK, NOWHERE, BEFORE, said("pass"), said("fail"), *MAIL])
        | st.tuples(st.sampled_from(["Received", "Authentication-Results"]), st.text(max_size=30)),
        max_size=6,
    ).map(tuple)


@given(fields(), fields())
def test_nothing_that_a_stranger_sends_vouches_for_it(
    sent: tuple[tuple[str, str], ...], again: tuple[tuple[str, str], ...]
) -> None:
    """Whatever stands below the line with which it came in: the line is our own server's."""
    assert trusted_results(Headers((LMTP, ENTRANCE, *sent)), authserv_ids=[OURS]) == ()
    own = trusted_results(Headers((LMTP, said("fail"), ENTRANCE, *sent)), authserv_ids=[OURS])
    assert own == told_results(Headers((LMTP, said("fail"), ENTRANCE, *again)), authserv_ids=[OURS])


def _steps() -> Iterator[tuple[str, bool]]:
    yield LMTP[1], True
    yield "from a (b [::1]) by c with ESMTP", True
    yield "from a (b [IPv6:::1]) by c with ESMTP", True
    yield "(qmail 45838 invoked by alias); 21 Nov 2014 22:11:03 -0000", True
    yield "from a (10.0.0.1) by c with SMTP", False
    yield "from a by c with ESMTP", False
    yield "from [127.0.0.1] (b [192.0.2.1]) by c with ESMTP", False


@pytest.mark.parametrize(("line", "within"), list(_steps()))
def test_steps_within_a_machine_are_told_from_the_way_in(line: str, *, within: bool) -> None:
    """As they stand in real messages."""
    vouched, _ = dmarc_of((("Received", line), said("pass"), *MAIL))
    assert (vouched == ["pass"]) is within
