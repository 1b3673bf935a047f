@NullMarked
package com.eventbuspro.transform.preview;

import org.jspecify.annotations.NullMarked;
