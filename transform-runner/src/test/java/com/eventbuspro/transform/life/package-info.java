@NullMarked
package com.eventbuspro.transform.life;

import org.jspecify.annotations.NullMarked;
