@NullMarked
package com.eventbuspro.transform.analysis;

import org.jspecify.annotations.NullMarked;
