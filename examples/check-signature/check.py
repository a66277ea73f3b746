import base64
import hashlib
import hmac
import json
import re
import sys
import time

OLDEST_SECONDS = 300


def is_genuine(secret, headers, body, now_seconds=None):
    """True when the request was made by somebody who knows the secret, within the last five minutes.

    `body` is the text exactly as it came: check first, parse afterwards. Header names are in lower case.
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    signatures = headers.get("webhook-signature", "")
    if not message_id or not signatures or not re.fullmatch(r"[0-9]{1,12}", timestamp):
        return False
    now = time.time() if now_seconds is None else now_seconds
    if abs(now - int(timestamp)) > OLDEST_SECONDS:
        return False

    if secret.startswith("whsec_"):
        key = base64.b64decode(secret[len("whsec_"):])
    else:
        key = secret.encode("utf-8")
    content = f"{message_id}.{timestamp}.{body}".encode("utf-8")
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode("ascii")
    return any(
        hmac.compare_digest(given.encode("utf-8"), expected.encode("utf-8")) for given in signatures.split(" ")
    )


# Run by itself, it reads {"secret", "headers", "body"} from standard input and says what it thinks.
if __name__ == "__main__":
    request = json.loads(sys.stdin.buffer.read())
    genuine = is_genuine(request["secret"], request["headers"], request["body"])
    print("genuine" if genuine else "refused")
    sys.exit(0 if genuine else 1)
