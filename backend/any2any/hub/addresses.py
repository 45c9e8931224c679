"""Check which addresses and redirects are allowed, and show an address without its secrets."""

from __future__ import annotations

import ipaddress
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests

from any2any.errors import UsageError


def public(address: str) -> str:
    """Return an address without user, password and query, safe for messages and notes."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def require_safe(address: str) -> None:
    """UsageError unless it is an HTTPS address; plain HTTP is allowed for this machine only."""
    parts = urlsplit(address)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and _is_loopback(parts.hostname or ""):
        return
    raise UsageError(f"{public(address)} is not an https:// address: its data could be changed on the way")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Session(requests.Session):
    """Follows redirects only to addresses that are allowed."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Refuse redirects to addresses that are not allowed themselves, and from HTTPS to HTTP."""
        try:
            target = super().get_redirect_target(resp)
            address = urljoin(resp.url, target or "")
        except ValueError as error:  # letters that no address has, or half an IPv6 address
            raise UsageError(
                f"{public(resp.url)} leads to {resp.headers.get('Location', '')!r:.100}, which is not an address: "
                "check the address"
            ) from error
        if target is not None:
            require_safe(address)
            if urlsplit(resp.url).scheme == "https" and urlsplit(address).scheme != "https":
                raise UsageError(f"{public(resp.url)} leads to {public(address)}, which is not encrypted")
        return target
