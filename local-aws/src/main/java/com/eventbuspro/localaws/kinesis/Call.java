package com.eventbuspro.localaws.kinesis;

import com.eventbuspro.localaws.http.Caller;

/**
 * One request on its way to its operation.
 *
 * @param action name of the operation
 * @param format how the body is encoded, and the answer will be
 * @param body as received
 * @param caller who asks
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(String action, WireFormat format, byte[] body, Caller caller) {
  Input input() {
    return Input.parse(format, body);
  }
}
