"""Logging in at mail servers by OAuth 2.0 (RFC 6749) instead of a password: for Microsoft 365 and Gmail."""
