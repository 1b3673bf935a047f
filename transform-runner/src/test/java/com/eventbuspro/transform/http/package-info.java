@NullMarked
package com.eventbuspro.transform.http;

import org.jspecify.annotations.NullMarked;
