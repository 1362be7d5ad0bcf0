"""Links to shared files are told and never followed."""

import pytest

from intake.reading.links import shared_at


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Образац: https://drive.google.com/file/d/1x/view", "drive.google.com"),
        ('<a href="HTTPS://Opstina.Sharepoint.com/:w:/g/x">Прилог 2</a>', "opstina.sharepoint.com"),
        ("https://we.tl/t-abc", "we.tl"),
        ("https://www.laktasi.example/poziv", None),
        ("https://notdrive.google.com.example/x", None),
        ("", None),
    ],
)
def test_a_link_to_a_shared_file_is_known_by_its_host(text: str, host: str | None) -> None:
    """Applicants send links where a mail would be too large."""
    assert shared_at(text) == host
