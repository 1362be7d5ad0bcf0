"""Builds what writes letters and mails from a configuration; each part is imported where it is made, as in `wiring`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

from intake.data import shipped
from intake.rules.call import Call
from intake.settings import Settings

if TYPE_CHECKING:
    from intake.replies.announcement import AnnouncementWriter
    from intake.replies.enclosure import Enclosure
    from intake.replies.letter import LetterWriter
    from intake.replies.notice import NoticeWriter
    from intake.replies.templates import Templates
    from intake.rules.entry import Entry

_Writer = TypeVar("_Writer")


class WritingParts:
    """The parts of one desk that write, each made when it is first asked for."""

    def __init__(self, *, settings: Settings, calls: tuple[Call, ...]) -> None:
        self.settings = settings
        self.calls = calls

    def call_of(self, entry: Entry) -> Call:
        """Return the call of *entry*: no store is opened that holds an application for a call which is not here."""
        return next(call for call in self.calls if call.id == entry.call)

    @cached_property
    def templates(self) -> Templates:
        """The association's own templates before the shipped ones."""
        from intake.data.loaded import load_toml
        from intake.replies.templates import Templates
        from intake.rules.letters.serbian import Serbian

        folders = (self.settings.replies.templates, shipped("templates"))
        return Templates(folders, Serbian.of(load_toml("serbian.toml")))

    @cached_property
    def letter_writer(self) -> LetterWriter:
        """Writes letters."""
        from intake.replies.letter import LetterWriter

        return self._writer(LetterWriter, blank_form=lru_cache(self.blank_form))

    def blank_form(self, call: Call) -> Enclosure | None:
        """Make the form that goes with the letters of *call* that ask for one; None where that is off."""
        from intake.blank import MEDIA_TYPES, blank_form
        from intake.replies.enclosure import Enclosure

        ending = f".{self.settings.replies.attach_form}"
        kind = MEDIA_TYPES.get(ending)
        if kind is None:
            return None
        return Enclosure(name=f"{call.form[0]}{ending}", kind=kind, content=blank_form(call, ending))

    @cached_property
    def notice_writer(self) -> NoticeWriter:
        """Writes mails to staff."""
        from intake.replies.notice import NoticeWriter

        return self._writer(NoticeWriter)

    @cached_property
    def announcement_writer(self) -> AnnouncementWriter:
        """Writes announcements."""
        from intake.replies.announcement import AnnouncementWriter

        return self._writer(AnnouncementWriter)

    def _writer(self, kind: Callable[..., _Writer], **more: object) -> _Writer:
        replies, sender = self.settings.replies, self.settings.delivery.sender
        domain = replies.message_id_domain
        return kind(self.templates, sender=sender, languages=replies.languages, message_id_domain=domain, **more)
