"""The cluster in a sentence of its own: "Бирамо кластер …"."""

from __future__ import annotations

import pytest

from form_lines import HEAD, line
from intake.rules.finding import Code
from intake.rules.forms.places import Document
from intake.rules.judging.application import Application
from reading_forms import judged


def read(*lines: str) -> Application:
    """A form with these lines."""
    return judged(Document(blocks=tuple(map(line, (*HEAD, *lines)))))


@pytest.mark.parametrize(
    "sentence",
    [
        "Бирамо кластер Дневни центри.",
        "У вези са вашим позивом, заинтересовани смо за приступ Дневни центри.",
        "Општина жели да учествује у кластеру Дневни центри",
    ],
)
def test_a_sentence_may_choose(sentence: str) -> None:
    """Where nothing else asks for the cluster, and it is the only one; staff are told."""
    assert read(sentence).cluster == "day-centre"
    assert [f.field for f in read(sentence).findings if f.code is Code.QUESTION_SUPPOSED] == ["cluster"]
    assert read(sentence, "Бирамо кластер Мобилни теренски тимови.").cluster is None
    assert read("Бирамо кластер Модели за укључивање мањина – Форум за социјални дијалог").cluster == "minorities"
    assert read("Пратили смо рад Дневни центри.").cluster is None
    assert read("Пратили смо вебинар о кластеру Дневни центри.").cluster is None
