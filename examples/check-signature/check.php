<?php

const OLDEST_SECONDS = 300;

/**
 * True when the request was made by somebody who knows the secret, within the last five minutes.
 * $body is the text exactly as it came, file_get_contents('php://input'): check first, parse afterwards.
 * Header names are in lower case.
 */
function is_genuine(string $secret, array $headers, string $body, ?int $nowSeconds = null): bool
{
    $id = $headers['webhook-id'] ?? '';
    $timestamp = $headers['webhook-timestamp'] ?? '';
    $signatures = $headers['webhook-signature'] ?? '';
    if ($id === '' || $signatures === '' || !preg_match('/^\d+$/D', $timestamp)) {
        return false;
    }
    if (abs(($nowSeconds ?? time()) - (int) $timestamp) > OLDEST_SECONDS) {
        return false;
    }

    $key = str_starts_with($secret, 'whsec_') ? base64_decode(substr($secret, 6)) : $secret;
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$timestamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}

// Run by itself, it reads {"secret", "headers", "body"} from standard input and says what it thinks.
if (PHP_SAPI === 'cli' && realpath($argv[0]) === __FILE__) {
    $request = json_decode(stream_get_contents(STDIN), true);
    $genuine = is_genuine($request['secret'], $request['headers'], $request['body']);
    echo $genuine ? "genuine\n" : "refused\n";
    exit($genuine ? 0 : 1);
}
