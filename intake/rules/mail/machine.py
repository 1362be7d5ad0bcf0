"""Signs in the header that a machine wrote a message: a bounce, an auto-reply, a list, bulk mail.

Each sign looks at every instance of its fields. A subject in a machine's words is the weakest: people may write so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from intake.rules.mail.headers import Headers, addresses, domain, local_part, path, without_comments
from intake.rules.script import canonical

_LIST_FIELDS = (
    *("List-Id", "List-Help", "List-Subscribe", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Post"),
    *("List-Owner", "List-Archive", "Mailing-List", "X-Mailing-List", "X-ML-Name", "List-Software", "X-List"),
    *("X-BeenThere", "X-Mailman-Version", "X-Listname", "X-Listprocessor-Version", "X-Google-Group-Id"),
)
_AUTORESPONDER_FIELDS = (
    *("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From", "X-Failed-Recipients", "X-No-Ack"),
    *("X-MS-Exchange-Generated-Message-Source", "X-Mail-Autoreply", "X-FC-MachineGenerated"),
)
_BULK = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_SUPPRESSED = frozenset({"all", "oof", "autoreply"})  # the values that concern auto-replies (MS-OXCMAIL 2.1.3.2.20)
_MACHINE_ACCOUNT = re.compile(
    r"mailer-?daemon.*|double-bounce|listserv|majordomo|postmaster|root|daemon|server|nobody"
    r"|www-data|apache|httpd|nginx|cron|anonymous|(?:notifications?|alerts?|vacation)(?:[-_.+].*)?"
    r"|auto[-_.]?(?:reply|respon(?:se|der?)|answer|confirm|generated)(?:[-_.+].*)?"
    r"|owner-.*|.*-(?:owner|request|bounces?|errors)"
)
_LONGEST_ACCOUNT = 64  # RFC 5321, 4.5.3.1.1
_LIST_ACCOUNT = re.compile(r"listserv|majordomo|owner-.*|.*-(?:owner|request|bounces?|errors)")
_NO_REPLY = re.compile(r"(?:.*[-_.+])?(?:no|do[-_.]?not|dont)[-_.]?reply.*")
_SUBJECT_PARTS = re.compile(r"[:\[\](){}<>!.]|\s[-\u2013\u2014]")  # a hyphen may stand in a word: "auto-reply"
_FORWARDED = re.compile(r"srs[01][=+-].*=([^=]+)=([^=]+)|(?:prvs|btv1)=[^=]*=(.+)")  # SRS and BATV wrap an address
_BOUNCE_ROBOT = re.compile(
    r"(?:bounces?|bnc|returns?|msprvs\d*|verp)(?:[-+=._].*)?|.+[-+=.][^=@]+=[a-z0-9-]+(?:\.[a-z0-9-]+)+"
)
_ROBOT_DOMAIN = re.compile(
    r"(?:bounces?|bnc|mailer|returnpath)\d*\..*"
    r"|(?:.*\.)?(?:amazonses\.com|mcsv\.net|mcdlv\.net|rsgsv\.net|mandrillapp\.com|sparkpostmail\.com|sendgrid\.net)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineWords:
    """Words by which a machine is known where no header says so; which ones, the product's data says.

    *subjects* are keys of what stands first in the subjects of machines; *no_reply* are beginnings of accounts that ask
    for no answer, in lower case and without "-", "_", "." and "+".
    """

    subjects: frozenset[str] = frozenset()
    no_reply: tuple[str, ...] = ()


NO_WORDS = MachineWords()


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
    names = ("Precedence", "X-Precedence", "Preference")
    return _first(headers, "precedence", lambda value: not _BULK.isdisjoint(_keywords(value)), *names)


def mailing_list(headers: Headers) -> Sign | None:
    """RFC 2369, RFC 2919, RFC 8058; RFC 5230, 4.6. Some lists show in Sender alone."""
    return _first(headers, "list-header", _any, *_LIST_FIELDS) or _first(headers, "list-header", _by_list, "Sender")


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
        or _first(headers, rule, lambda value: "autoresponder" in value.lower(), "X-POST-MessageClass")
        or _first(headers, rule, lambda value: _keyword(value) in {"reply", "letter"}, "X-Autogenerated")
    )


def report(headers: Headers) -> Sign | None:
    """Delivery and reading reports (RFC 3464, 6522, 8098), and answers to invitations (RFC 5546)."""
    return _first(headers, "report", _is_report, "Content-Type")


def loop_mark(headers: Headers) -> Sign | None:
    """X-Loop as ticket systems write it."""
    return _first(headers, "loop", lambda value: _keyword(value) in {"yes", "true"}, "X-Loop")


def machine_account(headers: Headers, words: MachineWords) -> Sign | None:
    """RFC 5230, 4.6: the address itself says that no person reads there."""
    for name, found in (("Return-Path", _paths(headers)), ("From", headers.addresses("From"))):
        for address in found:
            account, _ = true_address(address)
            if _MACHINE_ACCOUNT.fullmatch(account):
                return Sign(rule="machine-account", why=f"{name}: {address} is a machine's account")
            if _NO_REPLY.fullmatch(account) or _asks_for_none(account, words.no_reply):
                return Sign(rule="no-reply-account", why=f"{name}: {address} asks for no answer")
    return None


def automatic_subject(headers: Headers, words: MachineWords) -> Sign | None:
    """Know what tells nothing but in its subject: RFC 3834, 3.1.5 has "Auto: ", programs have words in every language.

    One of the words is all of the subject, or stands before its colon, dash or bracket.
    """
    return _first(
        headers,
        "automatic-subject",
        lambda value: canonical(_SUBJECT_PARTS.split(value.strip(" [(*<-"))[0]) in words.subjects,
        "Subject",
    )


def is_bounce_robot(address: str) -> bool:
    """Tell whether *address* only counts bounces for a mail service (VERP and alike); SRS and BATV lead to people."""
    account = local_part(address)
    if _FORWARDED.fullmatch(account):
        return False
    return bool(_BOUNCE_ROBOT.fullmatch(account) or _ROBOT_DOMAIN.fullmatch(domain(address)))


def true_address(address: str) -> tuple[str, str]:
    """Return local part and domain in lower case, out of the wrappings of SRS and BATV."""
    account = local_part(address)
    wrapped = _FORWARDED.fullmatch(account)
    if not wrapped:
        return account, domain(address)
    return (wrapped[2], wrapped[1]) if wrapped[2] else (wrapped[3], domain(address))


def own_ids(text: str, *, own_message_id_domain: str) -> tuple[str, ...]:
    """Return the Message-IDs of our own letters in *text*, "<…@…>", each once, in order."""
    begun = r"(?<![^\s<>\"(),;:])"  # looked for at every letter of a long word, an id would take hours
    pattern = rf"{begun}[^\s<>\"(),;:]+@{re.escape(own_message_id_domain)}(?![\w.-])"
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


def _keywords(value: str) -> Iterable[str]:
    """The words of a field that should have one: some write several, or put them in quotes."""
    return re.findall(r"[a-z_-]+", _keyword(value))


def _by_list(value: str) -> bool:
    return any(_LIST_ACCOUNT.fullmatch(local_part(address)) for address in addresses(value))


def _asks_for_none(account: str, words: Collection[str]) -> bool:
    pieces = re.split(r"[-_.+]", account[:_LONGEST_ACCOUNT])
    return any("".join(pieces[at:]).startswith(tuple(words)) for at in range(len(pieces)))


def _account(value: str) -> str:
    return _keyword(value).strip("<>").partition("@")[0]


def _is_report(value: str) -> bool:
    kind, _, parameters = without_comments(value).lower().partition(";")
    invitation = kind.strip() == "text/calendar" and re.search(r"\bmethod\s*=\s*\"?reply\b", parameters)
    return kind.strip() == "multipart/report" or bool(invitation)


def _paths(headers: Headers) -> tuple[str, ...]:
    return tuple(found for value in headers.all("Return-Path") if (found := path(value)))
