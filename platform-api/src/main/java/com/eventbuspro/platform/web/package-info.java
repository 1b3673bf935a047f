/** What every REST resource shares: pages, limits, the description of the API. */
@NullMarked
package com.eventbuspro.platform.web;

import org.jspecify.annotations.NullMarked;
