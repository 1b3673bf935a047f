/** STS: temporary credentials for roles. */
@NullMarked
package com.eventbuspro.localaws.sts;

import org.jspecify.annotations.NullMarked;
