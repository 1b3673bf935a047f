@NullMarked
package com.eventbuspro.transform.sql;

import org.jspecify.annotations.NullMarked;
