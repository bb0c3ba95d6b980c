"""Every change to programmes."""

from sme4smartcities.programmes.services.following import follow_merged_organisation
from sme4smartcities.programmes.services.loading import load_programme
from sme4smartcities.programmes.services.participations import (
    ask_to_take_part,
    give_programme_role,
    invite,
    move_participation,
    take_programme_role,
)
from sme4smartcities.programmes.services.parts import (
    add_figure,
    add_part,
    add_partner,
    add_value,
    change_part,
    move_edition,
    remove_part,
)
from sme4smartcities.programmes.services.programmes import (
    create_programme,
    edit_programme,
    in_languages,
    move_programme,
)

__all__ = [
    "add_figure",
    "add_part",
    "add_partner",
    "add_value",
    "ask_to_take_part",
    "change_part",
    "create_programme",
    "edit_programme",
    "follow_merged_organisation",
    "give_programme_role",
    "in_languages",
    "invite",
    "load_programme",
    "move_edition",
    "move_participation",
    "move_programme",
    "remove_part",
    "take_programme_role",
]
