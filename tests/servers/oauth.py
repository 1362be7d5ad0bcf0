"""A server of log-ins for the tests: device codes, a page for browsers, tokens that are rotated, and introspection."""

import base64
import hashlib
import json
import secrets
import ssl
import threading
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from servers.certificates import certify
from servers.process import HOST, LOOPBACK

DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
CLIENT = "intake-desk"


class OAuthError(Exception):
    """An answer of RFC 6749, 5.2."""


@dataclass(slots=True, kw_only=True)
class Account:
    """What the server knows of one log-in: a person may *approve* or *decline* it."""

    user: str | None = None
    declined: bool = False


@dataclass(slots=True, kw_only=True)
class Books:
    """All that the server remembers."""

    codes: dict[str, Account] = field(default_factory=dict)  # by device code
    typed: dict[str, Account] = field(default_factory=dict)  # by user code
    challenges: dict[str, tuple[str, str]] = field(default_factory=dict)  # by code: the user, and of PKCE
    access: dict[str, str] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    spent: dict[str, str] = field(default_factory=dict)


class OAuthServer:
    """A server of log-ins over TLS on ``port`` of ``host``, by the letter of RFC 6749, 7636, 7662 and 8628.

    Every refresh token serves once; one that comes a second time ends the whole log-in, as careful providers do it
    (RFC 9700, 4.14.2). ``lasts`` is the life of access tokens in seconds; ``fail`` plans errors for the token endpoint.
    """

    host = HOST

    def __init__(self, *, secret: str | None = None, lasts: int = 3600) -> None:
        self.secret = secret
        self.lasts = lasts
        self.interval = 0
        self.grants: list[str] = []
        self.asked_of_servers = 0
        self._planned: deque[str] = deque()
        self._books = Books()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Start the server in a thread of its own."""
        self._folder = TemporaryDirectory(prefix="oauth-")
        Path(self._folder.name).chmod(0o755)
        certificate = certify(Path(self._folder.name))
        self.ca_file = certificate.ca_file
        self._http = ThreadingHTTPServer((LOOPBACK, 0), self._handler())
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate.cert_file, certificate.key_file)
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        self.port = self._http.server_port
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.01,), name="OAuthServer")
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the server."""
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self._folder.cleanup()

    def url(self, path: str) -> str:
        """Give the address of one of its endpoints: token, device, authorize, introspect."""
        return f"https://{self.host}:{self.port}/{path}"

    def dovecot_settings(self, *mechanisms: str) -> str:
        """Give the lines by which a Dovecot asks this server about tokens."""
        names = " ".join(mechanisms)
        asking = Path(self._folder.name) / "dovecot-oauth2.conf"
        asking.write_text(
            f"introspection_url = {self.url('introspect')}\nintrospection_mode = post\n"
            f"username_attribute = username\nactive_attribute = active\nactive_value = true\n"
            f"tls_ca_cert_file = {self.ca_file}\n"
        )
        passdb = f"passdb {{\n  driver = oauth2\n  mechanisms = {names}\n  args = {asking}\n}}\n"
        return f"auth_mechanisms = plain login {names}\n{passdb}"

    # What people do

    def approve(self, user_code: str, user: str) -> None:
        """Let *user* enter the code of a device and say yes."""
        self._books.typed[user_code].user = user

    def decline(self, user_code: str) -> None:
        """Let somebody say no."""
        self._books.typed[user_code].declined = True

    def browse(self, page: str, user: str) -> str:
        """Open *page*, log in as *user* and say yes; give the address where the browser ends."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
        code = secrets.token_urlsafe()
        self._books.challenges[code] = (user, asked["code_challenge"])
        return asked["redirect_uri"] + "/?" + urlencode({"code": code, "state": asked["state"]})

    # What an administrator does

    def revoke_access(self) -> None:
        """End every access token before its time; refresh tokens go on."""
        with self._lock:
            self._books.access.clear()

    def revoke(self) -> None:
        """End every log-in."""
        with self._lock:
            self._books.access.clear()
            self._books.refresh.clear()

    def fail(self, *errors: str) -> None:
        """Answer the next requests at the token endpoint with these errors."""
        self._planned.extend(errors)

    # Endpoints

    def device(self, form: dict[str, str]) -> dict[str, Any]:
        """RFC 8628, 3.2."""
        assert form["scope"]
        account, device_code, user_code = Account(), secrets.token_urlsafe(), secrets.token_hex(4).upper()
        self._books.codes[device_code] = self._books.typed[user_code] = account
        answer = {"device_code": device_code, "user_code": user_code, "verification_uri": self.url("enter")}
        return {**answer, "expires_in": 900, "interval": self.interval}

    def token(self, form: dict[str, str]) -> dict[str, Any]:
        """RFC 6749, 5.1 and 5.2."""
        self.grants.append(form["grant_type"])
        if self._planned:
            raise OAuthError(self._planned.popleft())
        match form["grant_type"]:
            case "refresh_token":
                return self._tokens(self._refreshed(form["refresh_token"]))
            case "authorization_code":
                user, challenge = self._books.challenges.pop(form["code"])
                digest = hashlib.sha256(form["code_verifier"].encode()).digest()
                if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenge:
                    raise OAuthError("invalid_grant")
                return self._tokens(user)
            case grant if grant == DEVICE:
                account = self._books.codes[form["device_code"]]
                if account.declined:
                    raise OAuthError("access_denied")
                if account.user is None:
                    raise OAuthError("authorization_pending")
                return self._tokens(account.user)
        raise OAuthError("unsupported_grant_type")

    def introspect(self, form: dict[str, str]) -> dict[str, Any]:
        """RFC 7662, 2.2: what mail servers ask."""
        self.asked_of_servers += 1
        with self._lock:
            user = self._books.access.get(form["token"])
        return {"active": False} if user is None else {"active": True, "username": user}

    def _refreshed(self, token: str) -> str:
        with self._lock:
            if token in self._books.spent:
                user = self._books.spent[token]
                for tokens in (self._books.access, self._books.refresh):
                    for each in [name for name, owner in tokens.items() if owner == user]:
                        del tokens[each]
            if token not in self._books.refresh:
                raise OAuthError("invalid_grant")
            self._books.spent[token] = self._books.refresh.pop(token)
            return self._books.spent[token]

    def _tokens(self, user: str) -> dict[str, Any]:
        access, refresh = secrets.token_urlsafe(), secrets.token_urlsafe()
        with self._lock:
            self._books.access[access] = self._books.refresh[refresh] = user
        answer = {"access_token": access, "refresh_token": refresh, "token_type": "Bearer"}
        return {**answer, "expires_in": self.lasts}

    def check_client(self, form: dict[str, str], authorization: str | None) -> None:
        """RFC 6749, 2.3.1."""
        if self.secret is not None:
            expected = base64.b64encode(f"{CLIENT}:{self.secret}".encode()).decode()
            if authorization != f"Basic {expected}":
                raise OAuthError("invalid_client")
        elif form.get("client_id") != CLIENT:
            raise OAuthError("invalid_client")

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                content = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: value for name, (value,) in parse_qs(content).items()}  # RFC 6749, 3.2: none twice
                try:
                    if self.path == "/introspect":
                        self._answer(HTTPStatus.OK, server.introspect(form))
                        return
                    server.check_client(form, self.headers["Authorization"])
                    answer = server.token(form) if self.path == "/token" else server.device(form)
                    self._answer(HTTPStatus.OK, answer)
                except OAuthError as error:
                    self._answer(HTTPStatus.BAD_REQUEST, {"error": str(error), "error_description": "so says the test"})

            def _answer(self, status: HTTPStatus, answer: dict[str, Any]) -> None:
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
                """Say nothing."""

        return Handler
