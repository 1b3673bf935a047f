@NullMarked
package com.eventbuspro.transform.source;

import org.jspecify.annotations.NullMarked;
