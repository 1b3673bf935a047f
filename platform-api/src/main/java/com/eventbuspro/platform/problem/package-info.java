/**
 * What a refused request is told: RFC 9457 problems, and the trace id that ties them to the log.
 */
@NullMarked
package com.eventbuspro.platform.problem;

import org.jspecify.annotations.NullMarked;
