from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from service.webhooks.signing import new_secret, signed_headers

OURS = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
BODY = '{"type":"match.completed","timestamp":"2026-01-01T00:00:00Z","data":{"id":"match_1"}}'


@pytest.mark.parametrize(
    ("secret", "message", "seconds", "body", "signature"),
    [
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
            '{"test": 2432232314}', "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        ),
        (OURS, "msg_test_1", 1767225600, BODY, "v1,Qc3uhon4eTbPwmyH3eZqu8MzZneD4RDkJXictJtlsCg="),
    ],
    ids=["official", "ours"],
)  # fmt: skip
def test_the_vectors_are_reproduced(secret: str, message: str, seconds: int, body: str, signature: str) -> None:
    assert signed_headers([secret], message, seconds * 1000, body) == {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": signature,
    }


def test_while_rotating_either_secret_verifies_and_no_third_does() -> None:
    old, new, other = new_secret(), new_secret(), new_secret()
    now = round(datetime.now(UTC).timestamp() * 1000)
    headers = signed_headers([new, old], "evt_1", now, BODY)
    assert len(headers["webhook-signature"].split()) == 2
    for secret in (old, new):
        assert Webhook(secret).verify(BODY, headers)["type"] == "match.completed"
    with pytest.raises(WebhookVerificationError):
        Webhook(other).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(new).verify(BODY.replace("match_1", "match_2"), headers)


def test_secrets_are_long_and_never_the_same() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(secret.startswith("whsec_") and len(secret) == 50 for secret in made)
