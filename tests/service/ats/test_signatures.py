from service.ats import signatures
from service.ats.doors import authorization, key_of

B = b'{"type":"match.completed","timestamp":"2026-01-01T00:00:00Z","data":{"id":"match_1"}}'
K = "test_secret_key_1234567890"
HEX = "5e4372492ec83ec0ef1c9664906f974f188453aff9120ebdf5fc09fbdc106862"


def test_the_vectors_of_every_scheme_are_reproduced() -> None:
    assert signatures.greenhouse(K, B) == f"sha256 {HEX}"
    assert signatures.ashby(K, B) == f"sha256={HEX}"
    assert signatures.workable(K, B) == HEX
    lever = "5311ec655d0b6ca53d9e5f85e0b42300950fd708377c6a0efaac02705263a206"
    assert signatures.lever(K, "tok_abc", "1767225600000") == lever
    bamboo = "2e2a4231c7c1c651774e58165fe8e16094e4b928d176af2ecc973a8f8c6a2aca"
    assert signatures.bamboohr(K, B, "1767225600") == bamboo


def test_greenhouse_signs_the_escapes_as_they_are_written() -> None:
    escaped = b'{"name":"Zo\\u00eb"}'
    expected = "sha256 4badac63ae6acd3b5facd7dced34352488c681417dd3bbb1e50d3f801c7887f5"
    assert signatures.greenhouse(K, escaped) == expected
    decoded = '{"name":"Zoë"}'.encode()
    assert signatures.greenhouse(K, decoded).startswith("sha256 73de48a8")
    assert not signatures.is_one_of(signatures.greenhouse(K, decoded), [expected])


def test_a_signature_that_is_missing_or_odd_is_none() -> None:
    for given in (None, "", "sha256 ", HEX, f"sha256 {HEX[:-1]}0", "ä", "\udcff"):
        assert not signatures.is_one_of(given, [f"sha256 {HEX}"])
    assert not signatures.is_one_of(f"sha256 {HEX}", [])
    assert signatures.is_one_of(f"sha256 {HEX}", ["sha256 0", f"sha256 {HEX}"])


def test_the_key_is_the_user_of_basic_with_an_empty_password() -> None:
    header = "Basic MGQwMzFkODIyN2VhZmE2MWRjMzc1YTZjMmUwNjdlMjQ6"
    assert key_of(header) == "0d031d8227eafa61dc375a6c2e067e24"
    assert authorization("0d031d8227eafa61dc375a6c2e067e24") == header
    for wrong in (
        None,
        "",
        "Basic",
        "Basic !!!",
        "Bearer abc",
        "Basic bm9jb2xvbg==",
        "Basic Og==",
        "Basic " + "QUFB" * 60 + "Og==",
    ):
        assert key_of(wrong) is None
