"""Signs in the header that a machine wrote a message: a bounce, an auto-reply, a list, bulk mail.

Each sign looks at every instance of its fields. A subject in a machine's words is the weakest: people may write so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from intake.rules.mail.headers import Headers, domain, local_part, path, without_comments
from intake.rules.script import canonical

_LIST_FIELDS = (
    *("List-Id", "List-Help", "List-Subscribe", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Post"),
    *("List-Owner", "List-Archive", "Mailing-List", "X-Mailing-List", "X-ML-Name"),
)
_AUTORESPONDER_FIELDS = (
    *("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From", "X-Failed-Recipients", "X-No-Ack"),
    "X-MS-Exchange-Generated-Message-Source",
)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_SUPPRESSED = frozenset({"all", "oof", "autoreply"})  # the values that concern auto-replies (MS-OXCMAIL 2.1.3.2.20)
_MACHINE_ACCOUNT = re.compile(
    r"mailer-?daemon.*|double-bounce|listserv|majordomo|postmaster|root|daemon|server|nobody"
    r"|owner-.*|.*-(?:owner|request|bounces?|errors)"
)
_NO_REPLY = re.compile(r"(?:.*[-_.+])?(?:no|do[-_.]?not|dont)[-_.]?reply.*")
_SUBJECT_PARTS = re.compile(r"[:\[\](){}<>!.]|\s[-\u2013\u2014]")  # a hyphen may stand in a word: "auto-reply"
_FORWARDED = re.compile(r"srs[01][=+-].*=([^=]+)|(?:prvs|btv1)=[^=]*=(.+)")  # SRS and BATV wrap the true local part
_BOUNCE_ROBOT = re.compile(
    r"(?:bounces?|bnc|returns?|msprvs\d*|verp)(?:[-+=._].*)?|.+[-+=.][^=@]+=[a-z0-9-]+(?:\.[a-z0-9-]+)+"
)
_ROBOT_DOMAIN = re.compile(
    r"(?:bounces?|bnc|mailer|returnpath)\d*\..*"
    r"|(?:.*\.)?(?:amazonses\.com|mcsv\.net|mcdlv\.net|rsgsv\.net|mandrillapp\.com|sparkpostmail\.com|sendgrid\.net)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A rule that fits: its short id, and in plain English the field and the value that show it."""

    rule: str
    why: str


def null_path(headers: Headers) -> Sign | None:
    """RFC 3834, 2: nobody is behind an empty Return-Path."""
    return _first(headers, "null-return-path", lambda value: path(value) == "", "Return-Path")


def auto_submitted(headers: Headers) -> Sign | None:
    """RFC 3834, 2 and 5: any keyword but "no"; parameters and comments do not count."""
    return _first(headers, "auto-submitted", lambda value: _keyword(value) != "no", "Auto-Submitted")


def precedence(headers: Headers) -> Sign | None:
    """Bulk mail as it was marked before there was a standard."""
    return _first(headers, "precedence", lambda value: _keyword(value) in _BULK, "Precedence", "X-Precedence")


def mailing_list(headers: Headers) -> Sign | None:
    """RFC 2369, RFC 2919, RFC 8058; RFC 5230, 4.6."""
    return _first(headers, "list-header", _any, *_LIST_FIELDS)


def suppression(headers: Headers) -> Sign | None:
    """Heed a system that asks for no automatic answers; people's mail has it too."""
    return _first(
        headers,
        "auto-response-suppress",
        lambda value: not _SUPPRESSED.isdisjoint(re.split(r"[,;\s]+", value.lower())),
        "X-Auto-Response-Suppress",
    )


def autoresponder(headers: Headers) -> Sign | None:
    """Know the marks of products that do not know RFC 3834."""
    rule = "autoresponder-header"
    return (
        _first(headers, rule, _any, *_AUTORESPONDER_FIELDS)
        or _first(headers, rule, lambda value: _keyword(value) == "no", "X-Ack")
        or _first(headers, rule, lambda value: _keyword(value) != "no", "X-Ignorevacation")
        or _first(headers, rule, lambda value: _keyword(value) == "vacation", "X-Apple-Action")
        or _first(headers, rule, lambda value: _account(value) == "autoresponder", "Delivered-To")
    )


def report(headers: Headers) -> Sign | None:
    """Delivery and reading reports (RFC 3464, 6522, 8098), and answers to invitations (RFC 5546)."""
    return _first(headers, "report", _is_report, "Content-Type")


def loop_mark(headers: Headers) -> Sign | None:
    """X-Loop as ticket systems write it."""
    return _first(headers, "loop", lambda value: _keyword(value) in {"yes", "true"}, "X-Loop")


def machine_account(headers: Headers) -> Sign | None:
    """RFC 5230, 4.6: the address itself says that no person reads there."""
    for name, found in (("Return-Path", _paths(headers)), ("From", headers.addresses("From"))):
        for address in found:
            account = true_local_part(address)
            if _MACHINE_ACCOUNT.fullmatch(account):
                return Sign(rule="machine-account", why=f"{name}: {address} is a machine's account")
            if _NO_REPLY.fullmatch(account):
                return Sign(rule="no-reply-account", why=f"{name}: {address} asks for no answer")
    return None


def automatic_subject(headers: Headers, automatic_subjects: Collection[str]) -> Sign | None:
    """Know what tells nothing but in its subject: RFC 3834, 3.1.5 has "Auto: ", programs have words in every language.

    *automatic_subjects* are keys; one of them is all of the subject, or stands before its colon, dash or bracket.
    """
    return _first(
        headers,
        "automatic-subject",
        lambda value: canonical(_SUBJECT_PARTS.split(value.strip(" [(*<-"))[0]) in automatic_subjects,
        "Subject",
    )


def is_bounce_robot(address: str) -> bool:
    """Tell whether *address* only counts bounces for a mail service (VERP and alike); SRS and BATV lead to people."""
    account = local_part(address)
    if _FORWARDED.fullmatch(account):
        return False
    return bool(_BOUNCE_ROBOT.fullmatch(account) or _ROBOT_DOMAIN.fullmatch(domain(address)))


def true_local_part(address: str) -> str:
    """Return the local part in lower case, out of the wrappings of SRS and BATV."""
    account = local_part(address)
    wrapped = _FORWARDED.fullmatch(account)
    return (wrapped[1] or wrapped[2]) if wrapped else account


def own_ids(text: str, *, own_message_id_domain: str) -> tuple[str, ...]:
    """Return the Message-IDs of our own letters in *text*, "<…@…>", each once, in order."""
    pattern = rf"[^\s<>\"(),;:]+@{re.escape(own_message_id_domain)}(?![\w.-])"
    return tuple(dict.fromkeys(f"<{found}>" for found in re.findall(pattern, text, re.IGNORECASE)))


def first_of(headers: Headers, signs: Collection[Callable[[Headers], Sign | None]]) -> Sign | None:
    """Return the first of *signs* that shows."""
    return next((found for sign in signs if (found := sign(headers))), None)


def _first(headers: Headers, rule: str, test: Callable[[str], bool], *names: str) -> Sign | None:
    for name in names:
        for value in headers.all(name):
            if test(value):
                return Sign(rule=rule, why=f"{name}: {' '.join(value.split()) or '(empty)'}")
    return None


def _any(_: str) -> bool:
    return True


def _keyword(value: str) -> str:
    return without_comments(value).partition(";")[0].strip().lower()


def _account(value: str) -> str:
    return _keyword(value).strip("<>").partition("@")[0]


def _is_report(value: str) -> bool:
    kind, _, parameters = without_comments(value).lower().partition(";")
    invitation = kind.strip() == "text/calendar" and re.search(r"\bmethod\s*=\s*\"?reply\b", parameters)
    return kind.strip() == "multipart/report" or bool(invitation)


def _paths(headers: Headers) -> tuple[str, ...]:
    return tuple(found for value in headers.all("Return-Path") if (found := path(value)))
