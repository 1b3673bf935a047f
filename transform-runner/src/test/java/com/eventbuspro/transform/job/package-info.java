@NullMarked
package com.eventbuspro.transform.job;

import org.jspecify.annotations.NullMarked;
