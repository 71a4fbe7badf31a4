"""The register writes to push services of browsers and to nobody else, whatever a browser says."""

import pytest

from webapp.core.omakaiku.reminders.push_services import PushServices

GOOD = "https://fcm.googleapis.com/fcm/send/abc:APA91b-_"


@pytest.mark.parametrize(
    "endpoint",
    [
        GOOD,
        "https://fcm.googleapis.com:443/wp/abc",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://updates-autopush.push.services.mozilla.com/wpush/v1/gAAAA",
        "https://web.push.apple.com/QLM-5",
        "https://wns2-par02p.notify.windows.com/w/?token=BQYAAAD%2b",
        "https://fcm.googleapis.com/" + "a" * (1000 - len("https://fcm.googleapis.com/")),
    ],
)
def test_push_services_of_browsers_are_taken(endpoint: str) -> None:
    assert PushServices().accepts(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://user:word@fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://localhost/fcm.googleapis.com",
        "https://fcm.googleapis.com.attacker.example/x",
        "https://attackerfcm.googleapis.com/x",
        "https://push.apple.com.attacker.example/x",
        "https://evilpush.apple.com/x",
        "https://attacker.example/.push.apple.com/",
        "https://attacker.example?.push.apple.com/",
        "https://attacker.example#.push.apple.com/",
        "https://attacker.example\\.push.apple.com/x",
        "https://fcm.googleapis.com\\@127.0.0.1/x",
        "https://FCM.googleapis.com/x",
        "https://fcm.googleapis.com/x#y",
        "https://fcm.googleapis.com/x\r\nHost: attacker.example",
        "https://fcm.googleapis.com/x\n",
        " https://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/ä",
        "ftp://fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "a" * 1000,
    ],
)
def test_everything_else_is_refused(endpoint: str) -> None:
    assert not PushServices().accepts(endpoint)
    assert not PushServices(frozenset({"localhost"})).accepts(endpoint)


def test_a_push_service_that_a_test_plays_is_taken_only_where_the_test_says_so() -> None:
    played = "http://127.0.0.1:5055/phone/1"
    assert PushServices(frozenset({"127.0.0.1"})).accepts(played)
    assert not PushServices().accepts(played)
    assert not PushServices(frozenset({"127.0.0.1"})).accepts("http://192.0.2.1:5055/phone/1")
