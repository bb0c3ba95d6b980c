"""What accounts add to the house."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts import facts, tasks
from sme4smartcities.accounts.personal import IMPERSONAL, PERSONAL
from sme4smartcities.accounts.queries import cards_of, found, may_see_photo, unreachable
from sme4smartcities.accounts.queries.desk import rights_asleep
from sme4smartcities.accounts.services import erase_again
from sme4smartcities.accounts.services.resealing import reseal_second_factors
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import Feature, MenuItem, Periodic, SearchSource, Setup
from sme4smartcities.core.search.services import follow

ENTRANCE = (
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "accounts:terms",
    "accounts:person",
)
OWN = (
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
    "accounts:terms_accept",
    "accounts:profile_edit",
    "accounts:settings",
    "accounts:try_address",
    "accounts:tokens",
    "accounts:token_revoke",
    "accounts:security",
    "accounts:second_step",
    "accounts:end_session",
    "accounts:end_sessions",
    "accounts:data",
    "accounts:download",
    "accounts:download_file",
    "accounts:leave",
    "accounts:stay",
)
STEWARDS = (
    "accounts:member_list",
    "accounts:member_detail",
    "accounts:role_grant",
    "accounts:role_revoke",
    "accounts:member_block",
    "accounts:member_unblock",
    "accounts:invitation_list",
    "accounts:invitation_revoke",
)
READING_ROOM = (
    "admin:index",
    *(
        f"admin:{kind}_{page}"
        for kind in (
            "accounts_member",
            "accounts_role",
            "journal_entry",
            "journal_parked",
            "journal_bookmark",
        )
        for page in ("changelist", "change")
    ),
)

ROOM_LINK = MenuItem(
    label=_("The operator's reading room"), url_name="admin:index", position=95, place="coordinator"
)

FOLLOWED = (
    facts.MemberConfirmed,
    facts.ProfileChanged,
    facts.MemberBlocked,
    facts.MemberUnblocked,
    facts.ErasureRequested,
    facts.ErasureCancelled,
    facts.MemberErased,
)
MINE = ("api:me", "api:my_profile", "api:my_photo", "api:my_settings", "api:my_exports")

FEATURE = Feature(
    slug="accounts",
    title=_("Accounts"),
    urls="sme4smartcities.accounts.urls",
    api="sme4smartcities.accounts.api",
    access={
        **dict.fromkeys(ENTRANCE, Access.PUBLIC),
        **dict.fromkeys(OWN, Access.MEMBER),
        **dict.fromkeys(STEWARDS, Access.STEWARD),
        "accounts:invitation": Access.PUBLIC,
        "accounts:terms_publish": Access.COORDINATOR,
        **(dict.fromkeys(READING_ROOM, Access.OPERATOR) if settings.OPERATOR_ADMIN else {}),
        **dict.fromkeys(MINE, Access.MEMBER),
        "api:person": Access.PUBLIC,
    },
    menu=(
        MenuItem(label=_("Terms of use"), url_name="accounts:terms", position=65, place="footer"),
        MenuItem(
            label=_("Profile"), url_name="accounts:profile_edit", position=30, place="account"
        ),
        MenuItem(
            label=_("Language and time"), url_name="accounts:settings", position=35, place="account"
        ),
        MenuItem(label=_("API keys"), url_name="accounts:tokens", position=50, place="account"),
        MenuItem(label=_("Sign-in"), url_name="accounts:security", position=40, place="account"),
        MenuItem(label=_("Your data"), url_name="accounts:data", position=60, place="account"),
        MenuItem(
            label=_("Members"), url_name="accounts:member_list", position=10, place="coordinator"
        ),
        MenuItem(
            label=_("Publish terms of use"),
            url_name="accounts:terms_publish",
            position=90,
            place="coordinator",
        ),
        *((ROOM_LINK,) if settings.OPERATOR_ADMIN else ()),
    ),
    subjects={"member": cards_of},
    desk=(rights_asleep, unreachable),
    file_readers={"member": may_see_photo},
    search=(
        SearchSource(
            kind="member", label=_("People"), ids=found.findable, documents=found.documents_of
        ),
    ),
    reactions={
        facts.DataExportRequested: (tasks.begin_download,),
        **{fact: (follow,) for fact in FOLLOWED},
    },
    periodic=(Periodic(task=tasks.keep_terms, every=3600),),
    setup=(
        Setup(title=_("Sealing second factors under the present key"), run=reseal_second_factors),
    ),
    after_restore=(Setup(title=_("Erasing again who was erased"), run=erase_again),),
    personal_data=PERSONAL,
    impersonal=IMPERSONAL,
)
