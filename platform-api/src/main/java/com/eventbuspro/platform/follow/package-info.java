/** Live events: a stream's tail, shared by everybody who follows it. */
@NullMarked
package com.eventbuspro.platform.follow;

import org.jspecify.annotations.NullMarked;
