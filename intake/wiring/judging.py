"""Builds what decides messages from a configuration; each part is imported where it is made, as in `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING

from intake.later import later
from intake.wiring.writing import WritingParts

if TYPE_CHECKING:
    from intake.decider import MessageDecider
    from intake.ports import Reader
    from intake.reading.pool import ReaderPool
    from intake.records.archive import Archive
    from intake.records.store import Store
    from intake.rules.forms.words.lexicon import Lexicon
    from intake.rules.judging.triage import Triage
    from intake.rules.mail.machine import MachineWords
    from intake.rules.municipalities.municipality import Gazetteer
    from intake.scanner import ClamdScanner
    from intake.secretary import LetterSecretary


class JudgingParts(WritingParts):
    """The parts of one desk that read and judge, each made when it is first asked for."""

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The municipalities of the region."""
        from intake.data.loaded import load_gazetteer

        return load_gazetteer()

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words by which forms are read."""
        from intake.data.loaded import load_lexicon

        return load_lexicon()

    @cached_property
    def machine_words(self) -> MachineWords:
        """The words by which machines are known."""
        from intake.data.loaded import load_machine_words

        return load_machine_words()

    @property
    def scanner(self) -> ClamdScanner | None:
        """What looks for viruses, where one is configured."""
        if self.settings.scanner is None:
            return None
        from intake.scanner import ClamdScanner

        return ClamdScanner(self.settings.scanner)

    def triage(self) -> Triage:
        """Return the rules by which messages are decided."""
        from intake.rules.judging.triage import Triage

        return Triage(
            self.calls,
            self.gazetteer,
            own_message_id_domain=self.settings.replies.message_id_domain,
            machine_words=self.machine_words,
        )

    def secretary(self) -> LetterSecretary:
        """Return the writer of letters."""
        from intake.secretary import LetterSecretary

        return LetterSecretary(
            settings=self.settings.replies,
            calls={call.id: call for call in self.calls},
            gazetteer=self.gazetteer,
            letter_writer=self.letter_writer,
            machine_words=self.machine_words,
            began=self.began,
        )

    def began(self) -> datetime | None:
        """Return when the desk's first run was, where that divides what is answered from what is not."""
        return None

    def reader(self) -> ReaderPool:
        """Return the processes that read messages; close them at the end (they are a context manager)."""
        from intake.reading.pool import ReaderPool

        return ReaderPool(self.calls, self.lexicon, self.settings.limits)

    def decider(
        self,
        reader: Reader,
        store: Store,
        archive: Archive,
        clock: Callable[[], datetime],
        *,
        stopping: Callable[[], bool] = lambda: False,
        progress: Callable[[str, int, int], None] = lambda _step, _done, _of: None,
    ) -> MessageDecider:
        """Return who decides messages with what *reader* reads of them."""
        from intake.decider import MessageDecider
        from intake.rules.mail.authentication import evidence_of_sender

        return MessageDecider(
            reader=reader,
            store=store,
            archive=archive,
            clock=clock,
            triage=later(self.triage),
            secretary=later(self.secretary),
            scanner=self.scanner,
            check_sender=partial(evidence_of_sender, authserv_ids=self.settings.replies.trusted_authserv_ids),
            stopping=stopping,
            progress=progress,
        )
