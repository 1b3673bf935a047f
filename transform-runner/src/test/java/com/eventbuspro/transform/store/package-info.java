@NullMarked
package com.eventbuspro.transform.store;

import org.jspecify.annotations.NullMarked;
