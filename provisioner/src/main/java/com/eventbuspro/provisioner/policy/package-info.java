/** IAM policy documents: written, and compared by meaning. */
@NullMarked
package com.eventbuspro.provisioner.policy;

import org.jspecify.annotations.NullMarked;
