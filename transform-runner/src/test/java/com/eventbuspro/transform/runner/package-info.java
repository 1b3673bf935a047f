@NullMarked
package com.eventbuspro.transform.runner;

import org.jspecify.annotations.NullMarked;
