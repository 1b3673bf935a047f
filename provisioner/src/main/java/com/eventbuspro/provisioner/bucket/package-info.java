/** The lake's bucket: encrypted, closed to the public, reached over TLS only. */
@NullMarked
package com.eventbuspro.provisioner.bucket;

import org.jspecify.annotations.NullMarked;
