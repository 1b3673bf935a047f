/**
 * Kinesis Data Streams: streams, shards and their records on disk, and the API in front of them.
 */
@NullMarked
package com.eventbuspro.localaws.kinesis;

import org.jspecify.annotations.NullMarked;
