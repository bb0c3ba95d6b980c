"""Who may knock at an address at all; policies then decide about each object.

Every named address of the platform stands in a manifest's ``access`` map with one of these
levels. An address without a level is closed to everybody: the middleware refuses it and the
architecture test names it.
"""

from enum import StrEnum


class Access(StrEnum):
    PUBLIC = "public"
    MEMBER = "member"
    COORDINATOR = "coordinator"
    OPERATOR = "operator"
