/** From an HTTP request to records in a stream, with an answer for every event. */
@NullMarked
package com.eventbuspro.platform.publish;

import org.jspecify.annotations.NullMarked;
