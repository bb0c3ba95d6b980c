"""Every change to programmes."""

from sme4smartcities.programmes.services.enquiries import (
    answer_enquiry,
    close_enquiry,
    forget_enquiries,
    mark_enquiry_read,
    report_enquiry,
    settle_enquiry,
    write_to_programme,
)
from sme4smartcities.programmes.services.exporting import exported
from sme4smartcities.programmes.services.following import follow_merged_organisation
from sme4smartcities.programmes.services.importing import import_programme, read_programme
from sme4smartcities.programmes.services.loading import load_programme
from sme4smartcities.programmes.services.materials import save_material
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
from sme4smartcities.programmes.services.tables import Line, bring_parts, read_parts

__all__ = [
    "Line",
    "add_figure",
    "add_part",
    "add_partner",
    "add_value",
    "answer_enquiry",
    "ask_to_take_part",
    "bring_parts",
    "change_part",
    "close_enquiry",
    "create_programme",
    "edit_programme",
    "exported",
    "follow_merged_organisation",
    "forget_enquiries",
    "give_programme_role",
    "import_programme",
    "in_languages",
    "invite",
    "load_programme",
    "mark_enquiry_read",
    "move_edition",
    "move_participation",
    "move_programme",
    "read_parts",
    "read_programme",
    "remove_part",
    "report_enquiry",
    "save_material",
    "settle_enquiry",
    "take_programme_role",
    "write_to_programme",
]
