"""A certificate of "localhost" that signs itself, and its key, which guards nothing: for tests of TLS.

Made by ``openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost``.
"""

CERTIFICATE = b"""-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUEj2uSgXwXwVmUv6M3oZkJC4H3CEwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE4MTIxN1oYDzIxMjYxMDMx
MTgxMjE3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATlmCnphusygO//xXWV9dWgjqGD7sudMoAqOB5piZn+Yj6vCdWy+V8r
wJdJSb/nHy+idPyuCKdK9/O7fojA4XsQo1MwUTAdBgNVHQ4EFgQUkDQEdkmZq9yi
rIfKbO0bf86FhgUwHwYDVR0jBBgwFoAUkDQEdkmZq9yirIfKbO0bf86FhgUwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA3Dmw2Dk1WDhsMad9UP1G
esoDxX1gT6o472Ro2n6fpnMCIQCPmCMsbD1Ki7WqjWEX71WB7c3FoSEWHn4hhFy3
mQuM2g==
-----END CERTIFICATE-----
"""

KEY = b"""-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgPMe7yd/5GVgjCS38
Fd1FJP7KMrI54x8kLP2gRljVkRmhRANCAATlmCnphusygO//xXWV9dWgjqGD7sud
MoAqOB5piZn+Yj6vCdWy+V8rwJdJSb/nHy+idPyuCKdK9/O7fojA4XsQ
-----END PRIVATE KEY-----
"""
