@NullMarked
package com.eventbuspro.transform.engine;

import org.jspecify.annotations.NullMarked;
