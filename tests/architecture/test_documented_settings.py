"""The guide for whoever runs the service documents every setting, and no other."""

import re

from tests.support.checkout import ROOT

SETTING = re.compile(r"KAIKUKORTTI_[A-Z_]+[A-Z]")


def settings_in(*path: str) -> set[str]:
    return set(SETTING.findall(ROOT.joinpath(*path).read_text(encoding="utf-8")))


def test_the_guide_has_every_setting_and_no_other() -> None:
    known = settings_in("webapp", "settings.py") - {"KAIKUKORTTI_DEMO"}  # which production refuses
    guide = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(KAIKUKORTTI_[A-Z_]+)` \|", guide, re.MULTILINE)) == known
    assert settings_in("deploy", "environment.example") <= known
