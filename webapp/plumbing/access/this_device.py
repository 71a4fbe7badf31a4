"""Which of a venue's devices a request comes from: by the token in its cookie, looked up once a request."""

from flask import Response, g

from webapp.core.devices.actions import leave_device
from webapp.core.devices.models import DeviceKind
from webapp.core.devices.queries import DeviceInHand, device_of_token, is_used_at
from webapp.core.partners.desks import Desk
from webapp.plumbing.clock import current_time
from webapp.plumbing.http.cookies import DEVICE_COOKIE, drop_secret, keep_secret, secret_in
from webapp.plumbing.http.transaction import db


def device_token() -> str | None:
    """The secret of the device that asks, if it is one."""
    return secret_in(DEVICE_COOKIE)


def current_device() -> DeviceInHand | None:
    """The device that asks, live or revoked."""
    if "device" not in g:
        token = device_token()
        g.device = device_of_token(db(), token) if token else None
    device: DeviceInHand | None = g.device
    return device


def name_of_counter_phone(desk: Desk) -> str | None:
    """What the desk's venue calls the phone that asks, where it is one of the counter's."""
    device = current_device()
    is_ours = device is not None and device.kind is DeviceKind.COUNTER and is_used_at(device, desk)
    return device.name if device is not None and is_ours else None


def keep_device_token(response: Response, token: str) -> Response:
    """Let the phone be this device from now on."""
    return keep_secret(response, DEVICE_COOKIE, token)


def give_up_personal_device(response: Response) -> Response:
    """End a person's own device together with their session; a counter's phone stays the counter's."""
    token, device = device_token(), current_device()
    if token is None or device is None or device.kind is not DeviceKind.PERSONAL:
        return response
    leave_device(db(), token, now=current_time())
    return drop_secret(response, DEVICE_COOKIE)
