package com.eventbuspro.platform.problem;

/** An HTTP answer, byte for byte. */
record RawAnswer(int status, String head, String body) {}
