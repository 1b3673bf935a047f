@NullMarked
package com.eventbuspro.platform.pipeline;

import org.jspecify.annotations.NullMarked;
