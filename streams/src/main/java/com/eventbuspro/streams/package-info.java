/**
 * Streams in our words: {@link com.eventbuspro.streams.Streams} to publish and read, {@link
 * com.eventbuspro.streams.StreamAdmin} to make and change them. What serves them (Amazon Kinesis)
 * shows in the implementations only.
 */
@NullMarked
package com.eventbuspro.streams;

import org.jspecify.annotations.NullMarked;
