package com.eventbuspro.platform.publish;

/** One event as it stands in a request, not checked yet. */
public sealed interface Candidate {

  /** Data without an envelope. */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Bare(byte[] data) implements Candidate {}

  /** Data whose envelope came in headers (binary mode). */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Enveloped(BinaryAttributes attributes, byte[] data) implements Candidate {}

  /** A CloudEvent in JSON (structured mode). */
  @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
  record Structured(byte[] event) implements Candidate {}

  /** Something that cannot even be looked at. */
  record Unreadable(String code, String message) implements Candidate {}
}
