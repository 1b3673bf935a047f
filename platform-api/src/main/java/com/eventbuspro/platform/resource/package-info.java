/** What exists in AWS, for which event type, in which condition. */
@NullMarked
package com.eventbuspro.platform.resource;

import org.jspecify.annotations.NullMarked;
