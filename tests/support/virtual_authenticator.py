"""The browser's own keeper of passkeys, which recognises its owner at once."""

from playwright.sync_api import Page


def give_authenticator(page: Page) -> None:
    """Let a page make and use passkeys as on a phone with a fingerprint."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
