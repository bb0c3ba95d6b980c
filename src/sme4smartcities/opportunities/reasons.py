"""Why something of a source did not come in, or came in otherwise than it stood there."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.opportunities.codes import Coded


class Reason(Coded):
    """A code, and the sentence a coordinator reads beside the source."""

    # The whole answer
    EMPTY = "empty", _("The address answered, but with nothing in it.")
    LOGIN = (
        "login",
        _("The address shows a page for signing in. Ask for an address that is public."),
    )
    PAGE = "page", _("The address shows a web page, not a calendar or a feed.")
    NOT_THIS = "not_this", _("This is not the kind of source that it was entered as.")
    DAMAGED = "damaged", _("The source is damaged and cannot be read.")
    CUT_OFF = "cut_off", _("The source breaks off in the middle; what stood before came in.")
    TOO_LARGE = "too_large", _("The source is larger than what is taken.")
    TOO_MANY = "too_many", _("The source holds more entries than are taken; the first came in.")
    TOO_LONG = "too_long", _("Reading the source took too long and was stopped.")
    TOO_MUCH_MEMORY = (
        "too_much_memory",
        _("Reading the source took too much memory and was stopped."),
    )
    READER_FAILED = (
        "reader_failed",
        _("Reading the source failed. The rest goes on; the operator is told."),
    )
    NOTHING_FOUND = "nothing_found", _("The source can be read, but holds no opportunity.")
    # One entry
    BROKEN_ENTRY = "broken_entry", _("The entry is damaged.")
    NO_TITLE = "no_title", _("The entry has no title.")
    NO_DATE = "no_date", _("The entry has no date.")
    BAD_DATE = "bad_date", _("The date of the entry cannot be read.")
    BAD_RULE = "bad_rule", _("The rule of repetition cannot be read; the first date came in.")
    DENSE_RULE = (
        "dense_rule",
        _("The entry repeats every hour, minute or second; only the first date came in."),
    )
    MANY_DATES = "many_dates", _("The entry repeats too often; the next dates came in.")
    REPEATED = "repeated", _("The same entry stands there twice; it came in once.")
    SAME_ID = (
        "same_id",
        _("Different entries have the same id; they are told apart by other marks."),
    )
    NO_ID = "no_id", _("The entry has no id; it is known by its link, or by title and date.")
    NOT_PUBLISHED = "not_published", _("The entry is marked private or as a draft.")
    NOT_AN_OPPORTUNITY = "not_an_opportunity", _("The notice announces nothing that is still open.")
    NO_ADDRESS = "no_address", _("The link of the entry is no web address; it was left out.")
    # How a date was understood
    ZONE_ASSUMED = "zone_assumed", _("The time has no zone; the zone of the source is taken.")
    ZONE_UNKNOWN = (
        "zone_unknown",
        _("The zone of the time is unknown; the zone of the source is taken."),
    )
    ZONES_DIFFER = "zones_differ", _("Start and end are in two zones; each is kept in its own.")
    HOUR_SKIPPED = (
        "hour_skipped",
        _("At this hour the clocks are put forward; the hour after is taken."),
    )
    ENDS_BEFORE = "ends_before", _("The end lies before the start; only the start came in.")
    NO_SUCH_DAY = (
        "no_such_day",
        _("The day does not exist in every year; it came in where it does."),
    )
