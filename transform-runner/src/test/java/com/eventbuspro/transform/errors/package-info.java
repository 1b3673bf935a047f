@NullMarked
package com.eventbuspro.transform.errors;

import org.jspecify.annotations.NullMarked;
