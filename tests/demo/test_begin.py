"""The load goes on where it broke off, and does not begin outside demo mode."""

import pytest

from sme4smartcities.core.errors import Refused
from sme4smartcities.demo import content
from sme4smartcities.demo.models import Loaded
from sme4smartcities.demo.services import load_demo
from sme4smartcities.demo.services import organisations as step
from sme4smartcities.organisations.models import Layer, Organisation

TOLD = list(content.organisations())


@pytest.mark.django_db
def test_outside_demo_mode_nothing_is_loaded():
    with pytest.raises(Refused):
        load_demo()
    assert not Loaded.objects.exists()


def test_a_broken_load_goes_on_where_it_stopped(demo_mode, monkeypatch):
    languages = []

    def enter(told, shelf, ledger):
        if len(languages) == 2:
            raise OSError("No space left on device")
        languages.append(told)
        return honest(told, shelf, ledger)

    honest = step._enter
    monkeypatch.setattr(step, "_enter", enter)
    with pytest.raises(OSError, match="No space"):
        load_demo()
    rows = Organisation.objects.filter(layer=Layer.EXAMPLE, merged_into=None)
    assert 0 < rows.count() < len(TOLD)
    monkeypatch.undo()
    load_demo()
    assert rows.count() == len(TOLD)
    assert len(set(rows.values_list("website", flat=True))) == len(TOLD)
