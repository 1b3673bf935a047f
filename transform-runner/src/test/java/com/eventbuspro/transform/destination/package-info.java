@NullMarked
package com.eventbuspro.transform.destination;

import org.jspecify.annotations.NullMarked;
