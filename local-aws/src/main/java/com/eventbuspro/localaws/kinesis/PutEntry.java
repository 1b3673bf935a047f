package com.eventbuspro.localaws.kinesis;

import org.jspecify.annotations.Nullable;

/** One record of a PutRecord or PutRecords request, as sent. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PutEntry(
    byte @Nullable [] data, @Nullable String partitionKey, @Nullable String explicitHashKey) {}
