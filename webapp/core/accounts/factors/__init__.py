"""Second factors of staff: passkeys, an authenticator app with recovery codes, and who must have one."""
