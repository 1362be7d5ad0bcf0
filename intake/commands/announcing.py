"""`announce`: one letter to each applicant whom something concerns, written to be held until staff release it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import click

from intake.commands.console import console, escape, print_json, table
from intake.commands.handouts import decided
from intake.rules.call import Call, Cluster
from intake.rules.entry import Letter
from intake.rules.judging.returned import returns
from intake.rules.letters.facts import facts_of
from intake.rules.letters.letters import Announcement, Facts
from intake.rules.register.decisions import Decision
from intake.rules.staff.announcing import OUTDATED, Addressee, Correspondence, LeftOut, concerned
from intake.wiring import Workshop, now

Told = tuple[Letter | None, Addressee | LeftOut]


def announce(path: Path, template: str, clusters: Sequence[str], *, dry_run: bool, as_json: bool) -> int:
    """Write the letters into the outbox, held; only show whom it would concern, and one letter, with *dry_run*."""
    with Workshop.open(path) as workshop, workshop.between_passes():
        told = tuple(_told(workshop, Announcement(template), _chosen(workshop, clusters)))
        letters = [letter for letter, _ in told if letter is not None]
        if not dry_run:
            outdated = [one.message_id for _, about in told for one in about.outdated]
            workshop.store.letters.announce(letters, instead_of=outdated, why=OUTDATED)
            workshop.publisher.outbox()
    if as_json:
        print_json([_values(letter, about) for letter, about in told])
        return 0
    _show(told)
    if dry_run and letters:
        body = message_from_bytes(letters[0].content, policy=default).get_body(("plain",))
        console().print(f"\n{escape(body.get_content() if body else '')}", highlight=False)
    elif letters:
        console().print(f"{len(letters)} held; to let them go: intake outbox release --all --template {template}")
    return 0


def _chosen(workshop: Workshop, wanted: Sequence[str]) -> list[tuple[Call, Cluster]]:
    known = [(call, cluster) for call in workshop.calls for cluster in call.clusters]
    ids = {cluster.id for _, cluster in known}
    for one in wanted:
        if one not in ids:
            raise click.UsageError(f"--cluster: there is no {one}; give one of {', '.join(sorted(ids))}")
    return [(call, cluster) for call, cluster in known if not wanted or cluster.id in wanted]


def _told(workshop: Workshop, what: Announcement, chosen: Sequence[tuple[Call, Cluster]]) -> Iterator[Told]:
    books, at = _books(workshop), now()
    for call, cluster in chosen:
        for about in concerned(books, call, cluster):
            if isinstance(about, LeftOut):
                yield None, about
                continue
            applicant = workshop.secretary().applicant(about.entry)
            facts = replace(facts_of(about.entry, call=call, now=at, applicant=applicant), case=what)
            if not facts.events:
                yield None, LeftOut(entry=about.entry, why="no event lies ahead", outdated=about.outdated)
                continue
            yield _written(workshop, facts, about), about


def _written(workshop: Workshop, facts: Facts, about: Addressee) -> Letter:
    answer = workshop.store.letters.find(about.answer.message_id)
    return workshop.announcement_writer.write(
        facts, to=about.to, answer=answer.content if answer else b"", told=about.told, number=about.earlier + 1
    )


def _books(workshop: Workshop) -> Correspondence:
    store = workshop.store
    return Correspondence(
        current=store.entries.current(),
        letters=store.letter_list.all(),
        refused=decided(workshop, Decision.REFUSED),
        admitted=decided(workshop, Decision.ACCEPTED),
        returned=returns(store.messages.all()),
    )


def _values(letter: Letter | None, about: Addressee | LeftOut) -> dict[str, object]:
    return {
        "entry": about.entry.entry,
        "version": about.entry.version,
        "cluster": about.entry.cluster,
        "municipality": about.entry.municipality,
        "to": letter and letter.to,
        "message_id": letter and letter.message_id,
        "why_not": about.why if isinstance(about, LeftOut) else None,
    }


def _show(told: Sequence[Told]) -> None:
    shown = table("entry", "municipality", "cluster", "to", "not written because")
    for letter, about in told:
        value = _values(letter, about)
        named = f"{value['entry']} v{value['version']}"
        cells = (named, value["municipality"], value["cluster"], value["to"], value["why_not"])
        shown.add_row(*(escape(str(cell or "")) for cell in cells))
    console().print(shown)
