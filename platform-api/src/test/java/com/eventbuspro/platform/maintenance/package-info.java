@NullMarked
package com.eventbuspro.platform.maintenance;

import org.jspecify.annotations.NullMarked;
