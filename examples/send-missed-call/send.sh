#!/bin/sh
# Tells Hookswitch about a missed call: send.sh PHONE SECONDS_WAITED CALL_ID
# Needs HOOKSWITCH_KEY, a key with the role ingest. HOOKSWITCH_URL is the server, http://127.0.0.1:8787 unless set.
set -eu

curl --silent --show-error --fail-with-body \
  --retry 5 --retry-connrefused \
  "${HOOKSWITCH_URL:-http://127.0.0.1:8787}/api/v1/events" \
  --header "Authorization: Bearer $HOOKSWITCH_KEY" \
  --header 'Content-Type: application/json' \
  --data "{
    \"event_type\": \"call_function\",
    \"event_id\": \"$3-queue-finish\",
    \"correlation_id\": \"$3\",
    \"data\": {
      \"function\": \"queue\",
      \"function_state\": \"finish\",
      \"success_flag\": false,
      \"phone\": \"$1\",
      \"alert_duration\": $2
    }
  }"
