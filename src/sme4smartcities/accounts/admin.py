"""Django's admin as a reading room for the operator: rows as they are, nothing to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.core.journal.models import Bookmark, Entry, Parked
from sme4smartcities.core.policies import has_role


class OperatorSite(admin.AdminSite):
    """The doors let operators in after their second factor; this asks once more."""

    site_url = None
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, "operator")


class ReadOnly(admin.ModelAdmin[Any]):
    """A list and a page of each row; no acts, no forms."""

    actions = None
    show_full_result_count = False
    list_per_page = 50

    def has_module_permission(self, request: HttpRequest) -> bool:
        return has_role(request.user, "operator")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return has_role(request.user, "operator")

    def has_add_permission(self, request: HttpRequest, *_: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class MemberAdmin(ReadOnly):
    list_display = ("id", "email", "name", "is_active", "joined_at", "confirmed_at", "erased_at")
    search_fields = ("email", "name")
    exclude = ("password",)


class RoleAdmin(ReadOnly):
    list_display = ("member", "role", "scope_kind", "scope_id", "granted_at")
    list_select_related = ("member",)


class EntryAdmin(ReadOnly):
    list_display = ("position", "at", "name", "actor_id", "subject_kind", "subject_id")
    search_fields = ("name",)


class ParkedAdmin(ReadOnly):
    list_display = ("reactor", "entry", "at", "tries")


class BookmarkAdmin(ReadOnly):
    list_display = ("reactor", "position")


site = OperatorSite(name="admin")
site.register(Member, MemberAdmin)
site.register(Role, RoleAdmin)
site.register(Entry, EntryAdmin)
site.register(Parked, ParkedAdmin)
site.register(Bookmark, BookmarkAdmin)
