/** How far the lake is behind the streams, and when unread events would be lost. */
@NullMarked
package com.eventbuspro.platform.capture;

import org.jspecify.annotations.NullMarked;
