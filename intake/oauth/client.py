"""The server of the log-in: its device codes (RFC 8628), its page for browsers (RFC 8252), and its tokens."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.common.security import generate_token
from authlib.integrations.requests_client import OAuth2Session
from requests import RequestException

from intake.oauth.grant import Granted, RefusedError
from intake.rules.access import AccessError
from intake.settings import OAuthSettings

REDIRECT = "http://localhost"
"""Where the browser ends. Nobody has to listen there: the address that it shows holds the answer."""
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_SECONDS = 30.0  # for one answer
_INTERVAL, _LEAST_INTERVAL, _SLOWER = 5.0, 1.0, 5.0  # seconds between two questions: RFC 8628, 3.2 and 3.5
_VERIFIER_LENGTH = 64  # RFC 7636, 4.1: 43 to 128
_SHORT_LIFE = 300  # seconds, where a server does not say how long its token lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCode:
    """What a person needs: the page to open, and the code to enter there within *lasts*."""

    page: str
    code: str
    lasts: timedelta


class OAuthClient:
    """Ourselves as a client of the server of *settings*; *username* spares people typing it."""

    def __init__(self, settings: OAuthSettings, *, username: str) -> None:
        self._settings = settings
        self._username = username
        # With each request: what an environment variable says would go before the session's own.
        self._trust = None if settings.ca_file is None else str(settings.ca_file)

    def renew(self, refresh_token: str) -> Granted:
        """Trade *refresh_token* for a new access token; RefusedError where the server says no, AccessError if away."""
        with self._asking() as session:
            return _granted(session.refresh_token(refresh_token=refresh_token, verify=self._trust), but=refresh_token)

    def by_device(self, tell: Callable[[DeviceCode], None], wait: Callable[[float], None]) -> Granted:
        """Let a person log in at another device: *tell* shows the code, *wait* sleeps so many seconds.

        RefusedError where they decline or the code expires; AccessError where the server is away.
        """
        with self._asking() as session:
            answer = self._device_answer(session)
            code, interval = _code(answer), max(float(answer.get("interval", _INTERVAL)), _LEAST_INTERVAL)
        tell(code)
        left = code.lasts.total_seconds()
        while left > 0:
            wait(interval)
            left -= interval
            try:
                return self._by_device_code(answer["device_code"])
            except _NotYetError as hint:
                interval += hint.slower
            except AccessError:
                interval *= 2  # RFC 8628, 3.5: on a timeout, ask less often
        raise RefusedError("the code has expired")

    def _device_answer(self, session: OAuth2Session) -> Mapping[str, Any]:
        response = session.post(
            self._settings.device_endpoint,
            data={"scope": session.scope},
            auth=session.client_auth(session.token_endpoint_auth_method),
            withhold_token=True,
            verify=self._trust,
        )
        answer: Mapping[str, Any] = response.json()
        if "error" in answer:
            raise AuthlibBaseError(error=answer["error"], description=answer.get("error_description"))
        response.raise_for_status()
        return answer

    def _by_device_code(self, code: str) -> Granted:
        with self._asking() as session:
            return _granted(session.fetch_token(grant_type=_DEVICE, device_code=code, verify=self._trust))

    def by_browser(self, ask: Callable[[str], str]) -> Granted:
        """Let a person log in with a browser: *ask* shows the page's address, and returns the one where it ended."""
        verifier = generate_token(_VERIFIER_LENGTH)
        with self._asking() as session:
            page, state = session.create_authorization_url(
                self._settings.authorization_endpoint, code_verifier=verifier, login_hint=self._username
            )
            answer = ask(page).partition("#")[0]
            said = dict(parse_qsl(urlsplit(answer).query))
            if "code" not in said:
                raise RefusedError(said.get("error") or "that address holds no answer of the server: copy all of it")
            return _granted(
                session.fetch_token(
                    authorization_response=answer,
                    state=state,
                    code_verifier=verifier,
                    redirect_uri=REDIRECT,
                    verify=self._trust,
                )
            )

    @contextmanager
    def _asking(self) -> Iterator[OAuth2Session]:
        """Give a session; what the library raises in it becomes our own error."""
        settings = self._settings
        try:
            with OAuth2Session(
                client_id=settings.client_id,
                client_secret=settings.client_secret,
                scope=" ".join(settings.scopes),
                token_endpoint=settings.token_endpoint,
                redirect_uri=REDIRECT,
                code_challenge_method="S256",
                default_timeout=_SECONDS,
            ) as session:
                session.verify = _system_authorities()
                yield session
        except AuthlibBaseError as error:
            raise _refusal(error) from error
        except (RequestException, ValueError, LookupError, TypeError) as error:  # away, or no server of that kind
            raise AccessError(f"{settings.token_endpoint}: no answer that can be used ({error})") from error


class _NotYetError(RefusedError):
    """The person has not decided yet; *slower*: ask so many seconds less often."""

    def __init__(self, answer: str, slower: float) -> None:
        super().__init__(answer)
        self.slower = slower


def _refusal(error: AuthlibBaseError) -> RefusedError:
    answer = ": ".join(filter(None, (error.error, " ".join((error.description or "").split()))))
    match error.error:
        case "authorization_pending":
            return _NotYetError(answer, 0)
        case "slow_down":
            return _NotYetError(answer, _SLOWER)
        case _:
            return RefusedError(answer)


def _code(answer: Mapping[str, Any]) -> DeviceCode:
    page = answer.get("verification_uri") or answer["verification_url"]  # the draft's name, which servers still use
    return DeviceCode(page=page, code=answer["user_code"], lasts=timedelta(seconds=float(answer["expires_in"])))


def _granted(token: Mapping[str, Any], *, but: str | None = None) -> Granted:
    """Read a token answer; a refresh token that equals *but* is none that is new."""
    new = token.get("refresh_token")
    return Granted(
        access_token=str(token["access_token"]),
        lasts=timedelta(seconds=float(token.get("expires_in") or _SHORT_LIFE)),
        refresh_token=None if new == but else new,
    )


def _system_authorities() -> str | bool:
    """Trust what the system trusts and its updates keep; the library's own list only where it has none."""
    system = ssl.get_default_verify_paths()
    return system.cafile or system.capath or True
