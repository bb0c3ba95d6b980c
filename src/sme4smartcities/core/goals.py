"""Where a form or a link may lead its reader on to: a page of this site, never another one."""

from django.utils.http import url_has_allowed_host_and_scheme


def inner(address: str) -> str:
    """Give the address if it stays on this site, else nothing."""
    stays = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if stays else ""
